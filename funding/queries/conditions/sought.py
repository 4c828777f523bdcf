"""Of which application the conditions are looked at: what it was granted, or is to be."""

from django.db.models import QuerySet

from applicants.models import Submission
from evaluation.enums import RankedListState
from evaluation.models import RankedList, RankedRow
from evaluation.queries.published import LONG
from funding.enums import AwardState
from funding.models import Award
from funding.queries.awards.standing import on_desk
from funding.queries.conditions.facts import Sought
from wecare.core.money import ZERO


def rows() -> QuerySet[RankedRow]:
    """The rows of published lists that bring money, the last list first."""
    return (
        RankedRow.objects.filter(
            ranked_list__state=RankedListState.PUBLISHED.value, granted__gt=ZERO
        )
        .select_related(
            "ranked_list__rulebook", "ranked_list__call__line__measure", "submission__organisation"
        )
        .defer(*(f"ranked_list__{each}" for each in LONG))
        .order_by("-ranked_list")
    )


def found(submission_id: int) -> tuple[Sought, RankedList] | None:
    """The application with its award or, before it, with what the last published list grants it.

    None if it is in no published list with money, or does not exist.
    """
    row = rows().filter(submission=submission_id).first()
    if row is None:
        return None
    award: Award | None = (
        on_desk().filter(submission=submission_id, state=AwardState.GRANTED.value).first()
    )
    submission: Submission = row.submission
    if award is not None:
        return Sought(submission, award.amount, award), award.decree.ranked_list
    return Sought(submission, row.granted), row.ranked_list
