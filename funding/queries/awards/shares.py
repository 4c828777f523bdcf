"""Who takes part in a sent application, and its share of what is granted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from applicants.engine.snapshot import Snapshot
from applicants.engine.variation import under
from applicants.enums import VariationState
from applicants.models import Submission, Variation
from calls.enums import OrganisationKind
from funding.engine.award_shares import award_shares
from funding.models import Award
from wecare.core.money import total


@dataclass(frozen=True, slots=True)
class Share:
    """Who takes part in an application, and its share of the award in euro."""

    fiscal_code: str
    name: str
    kind: OrganisationKind | None
    amount: Decimal


def groups(
    submissions: Iterable[Submission], *, at: datetime | None = None
) -> dict[int, list[dict[str, Any]]]:
    """Submission → the partners in force, now or at an instant; one query."""
    found = {each.pk: list(each.content.get("partners", ())) for each in submissions}
    approved = Variation.objects.filter(
        submission__in=list(found), state=VariationState.APPROVED.value
    )
    if at is not None:
        approved = approved.filter(closed_at__lte=at)
    rows = approved.order_by("submission", "number").values_list("submission_id", "after")
    return found | {submission: list(after) for submission, after in rows}


def entered_on(submissions: Iterable[Submission]) -> dict[tuple[int, str], date]:
    """(submission, fiscal code) → the day on which a variation let it in; one query."""
    approved = Variation.objects.filter(
        submission__in=[each.pk for each in submissions],
        state=VariationState.APPROVED.value,
        closed_at__isnull=False,
    )
    rows = approved.order_by("submission", "number")
    found: dict[tuple[int, str], date] = {}
    for key, before, after, at in rows.values_list("submission_id", "before", "after", "closed_at"):
        here = {each["fiscal_code"] for each in before}
        for each in after:
            if at is not None and each["fiscal_code"] not in here:
                found[key, each["fiscal_code"]] = localdate(at)
    return found


def shares(
    submission: Submission, amount: Decimal, group: Sequence[Mapping[str, Any]]
) -> tuple[Share, ...]:
    """The award in the shares of who takes part, the lead first; they add up to it exactly."""
    members = Snapshot.of_content(under(submission.content, group)).members
    asked = {each.fiscal_code: total(each.costs.values()) - each.own_funding for each in members}
    parts = award_shares(amount, asked)
    return tuple(
        Share(each.fiscal_code, each.name, each.profile.kind, parts[each.fiscal_code])
        for each in members
    )


def shares_of(award: Award) -> tuple[Share, ...]:
    """The award as it is shared by the group in force."""
    return shares_in_force(Submission.objects.get(pk=award.submission_id), award.amount)


def shares_in_force(submission: Submission, amount: Decimal) -> tuple[Share, ...]:
    """An amount as it is shared by the group in force."""
    return shares(submission, amount, groups([submission])[submission.pk])


def members_of(submission: Submission) -> dict[str, str]:
    """Fiscal code → name of who takes part now, the lead first."""
    group = groups([submission])[submission.pk]
    members = Snapshot.of_content(under(submission.content, group)).members
    return {each.fiscal_code: each.name for each in members}
