"""The outcome of one's own application, once the list is published and not an instant before."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from applicants.enums import Power
from applicants.models import Application, Submission
from applicants.queries.mandates import applications_of
from calls.engine.rulebook import Criterion, CriterionClass
from evaluation.enums import Outcome, RankedListState
from evaluation.labels import sentence
from evaluation.models import RankedRow
from evaluation.queries import blind
from evaluation.queries.ranking_input import last_phase
from wecare.accounts.models import Person


@dataclass(frozen=True, slots=True)
class CriterionOutcome:
    """What a criterion brought: the panel's points and its written reasons, without names."""

    criterion: Criterion
    points: Decimal | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassOutcome:
    """A class of criteria with its weighted points."""

    part: CriterionClass
    points: Decimal | None
    criteria: tuple[CriterionOutcome, ...]


@dataclass(frozen=True, slots=True)
class OwnOutcome:
    """Place, points, amounts and reasons of one application."""

    row: RankedRow
    of_ranked: int
    why: tuple[str, ...]
    formal_reasons: str
    conditions: str
    classes: tuple[ClassOutcome, ...]

    @property
    def outcome(self) -> Outcome:
        return Outcome(self.row.outcome)


def rows_of_person(person: Person) -> QuerySet[RankedRow]:
    """The published rows of the applications a person may read, the last list first."""
    return (
        RankedRow.objects.filter(
            submission__application__in=applications_of(person, Power.READS),
            ranked_list__state=RankedListState.PUBLISHED.value,
        )
        .select_related("ranked_list__call", "ranked_list__rulebook", "submission__application")
        .order_by("-ranked_list__published_at", "-ranked_list__version", "sequence")
    )


def of_application(application: Application, person: Person) -> OwnOutcome | None:
    """The outcome in the last published list; None for others' applications, and before."""
    row = (
        rows_of_person(person)
        .filter(submission__application=application)
        .select_related("ranked_list__call", "ranked_list__rulebook", "submission__admissibility")
        .order_by("-ranked_list__version")
        .first()
    )
    return None if row is None else _outcome(row)


def _outcome(row: RankedRow) -> OwnOutcome:
    ranked = RankedRow.objects.filter(
        ranked_list=row.ranked_list_id, lot=row.lot, position__isnull=False
    )
    return OwnOutcome(
        row=row,
        of_ranked=ranked.count(),
        why=tuple(sentence(each) for each in row.why if not _is_computed(each)),
        formal_reasons=_formal_reasons(row.submission),
        conditions=_conditions(row.submission),
        classes=_classes(row) if row.points is not None else (),
    )


def _formal_reasons(submission: Submission) -> str:
    return submission.admissibility.reasons if hasattr(submission, "admissibility") else ""


def _conditions(submission: Submission) -> str:
    return submission.admissibility.conditions if hasattr(submission, "admissibility") else ""


def _classes(row: RankedRow) -> tuple[ClassOutcome, ...]:
    rules = last_phase(row.ranked_list.rulebook.rules)
    reasons = blind.reasons(row.submission)
    came_out = (sentence(each) for each in row.why if _is_computed(each))
    reasons |= {
        each.code: [said] for each, said in zip(rules.computed, came_out, strict=False)
    }  # in their order in the row
    return tuple(
        ClassOutcome(
            part=part,
            points=_points(row.classes, part.code),
            criteria=tuple(
                CriterionOutcome(
                    criterion=criterion,
                    points=_points(row.criteria, criterion.code),
                    reasons=tuple(reasons.get(criterion.code, [])),
                )
                for criterion in rules.criteria
                if criterion.class_code == part.code
            ),
        )
        for part in rules.classes
    )


def _is_computed(stated: Mapping[str, Any]) -> bool:
    """Whether the fact says how a criterion that nobody judged came out."""
    return str(stated["code"]).startswith("computed_")


def _points(stored: Mapping[str, str], code: str) -> Decimal | None:
    return Decimal(stored[code]) if code in stored else None
