"""The budget in force of an award: what was sent, with the group and the changes in force."""

from collections.abc import Mapping
from typing import Any

from applicants.engine.snapshot import Snapshot
from applicants.engine.variation import under
from applicants.queries.variations import group_in_force
from funding.engine.budgets import Budget, carried
from funding.models import Award, ProjectChange
from funding.models.project_change import IN_FORCE


def changes_in_force(award: Award) -> list[ProjectChange]:
    """The changes of the project that count, the first first; a notice counts until it is objected."""
    return list(ProjectChange.objects.filter(award=award, state__in=IN_FORCE).order_by("number"))


def content_in_force(award: Award) -> Mapping[str, Any]:
    """What was sent, with the partners that are in force."""
    submission = award.submission
    return under(submission.content, group_in_force(submission))


def sent_budget(award: Award) -> Budget:
    """What each organisation of the group in force spends by what was sent."""
    return Budget.of_snapshot(Snapshot.of_content(content_in_force(award)))


def budget_in_force(award: Award) -> Budget:
    """What each organisation spends now, in euro by category: what was sent, plus every change in force.

    What a change gave to a partner that has left since is the lead's.
    """
    budget = sent_budget(award)
    for change in changes_in_force(award):
        if change.after:
            budget = carried(
                budget, Budget.from_json(change.before), Budget.from_json(change.after)
            )
    return budget
