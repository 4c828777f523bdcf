"""How long each step of a call took, from its publication to its decree's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from statistics import median

from django.db.models import Max, Min, OuterRef, QuerySet, Subquery
from django.utils.timezone import localdate

from calls.models import Call, Rulebook, Window
from evaluation.enums import ListStage, RankedListState
from evaluation.models import RankedList
from funding.models import Decree
from wecare.acts.models import IN_FORCE

MOST_CALLS = 300  # the last begun
STEPS = ("window", "list", "decree", "publication", "whole")


@dataclass(frozen=True, slots=True)
class Times:
    """The days a call took: until its deadline, from there to the definitive list, from there to the
    first decree, to the decree's publication, and in all; None where that has not happened yet.
    """

    code: str
    title: str
    published_on: date | None
    days: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """The calls, and of each step the median and the longest, in days."""

    calls: tuple[Times, ...]
    medians: tuple[float | None, ...]
    longest: tuple[int | None, ...]


def times() -> Steps:
    """The times of the calls that closed, the last begun first; one query."""
    calls = tuple(_times_of(call) for call in _calls())
    by_step = [[each.days[at] for each in calls] for at in range(len(STEPS))]
    known = [[days for days in step if days is not None] for step in by_step]
    return Steps(
        calls,
        tuple(median(step) if step else None for step in known),
        tuple(max(step, default=None) for step in known),
    )


def _calls() -> QuerySet[Call]:
    published = RankedList.objects.filter(
        call=OuterRef("pk"),
        state=RankedListState.PUBLISHED.value,
        stage=ListStage.DEFINITIVE.value,
    )
    decrees = Decree.objects.filter(ranked_list__call=OuterRef("pk"), act__state__in=IN_FORCE)
    return (
        Call.objects.filter(closed_at__isnull=False)
        .only("code", "title")
        .annotate(
            began=_one(Rulebook.objects.filter(call=OuterRef("pk")), Min("published_at")),
            ended=_one(Window.objects.filter(call=OuterRef("pk")), Max("closes_at")),
            listed=_one(published, Min("published_at")),
            adopted=_one(decrees, Min("act__adopted_on"), "ranked_list__call"),
            told=_one(decrees, Min("act__published_at"), "ranked_list__call"),
        )
        .order_by("-pk")[:MOST_CALLS]
    )


def _one(rows: QuerySet, found: Min | Max, of: str = "call") -> Subquery:
    return Subquery(rows.order_by().values(of).annotate(found=found).values("found"))


def _times_of(call: Call) -> Times:
    instants: Sequence[datetime | date | None] = [
        getattr(call, name) for name in ("began", "ended", "listed", "adopted", "told")
    ]
    days = [localdate(each) if isinstance(each, datetime) else each for each in instants]
    steps = [_between(first, second) for first, second in pairwise(days)]
    return Times(call.code, call.title, days[0], (*steps, _between(days[0], days[-1])))


def _between(first: date | None, second: date | None) -> int | None:
    return (second - first).days if first is not None and second is not None else None
