"""The office's queue of formal checks: what was received, what was decided, what is left."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from applicants.models import Submission
from applicants.queries.submissions import counting
from calls.models import Call
from evaluation.models import Admissibility
from wecare.core.models import Event


@dataclass(frozen=True, slots=True)
class Counts:
    """How many submissions of a call stand where."""

    total: int = 0
    undecided: int = 0
    admissible: int = 0
    inadmissible: int = 0
    irreceivable: int = 0

    @property
    def decided(self) -> int:
        return self.total - self.undecided


_DECIDED = Exists(Admissibility.objects.filter(submission=OuterRef("pk")))


def live(call: Call) -> QuerySet[Submission]:
    """The submissions that count, by protocol, with what a row shows at hand."""
    return (
        counting(call)
        .select_related(
            "organisation", "application", "admissibility__decided_by", "formal_check__officer"
        )
        .order_by("protocol_year", "protocol_number")
    )


def queue(call: Call, *, outcome: str = "", lot: str = "") -> QuerySet[Submission]:
    """The submissions to check; `outcome` is one of the enum's values or ``undecided``."""
    found = live(call)
    if outcome == "undecided":
        found = found.filter(~_DECIDED)
    elif outcome:
        found = found.filter(admissibility__outcome=outcome)
    return found.filter(lot=lot) if lot else found


def counts(call: Call) -> Counts:
    """How many submissions stand where, in two queries that read indexes."""
    sent = counting(call)
    decided = Admissibility.objects.filter(submission__in=sent.values("pk")).order_by()
    by_outcome = dict(decided.values_list("outcome").annotate(Count("pk")))
    total = sent.count()
    return Counts(total=total, undecided=total - sum(by_outcome.values()), **by_outcome)


class Pages(Paginator):
    """The queue in pages: the last one costs as little as the first.

    How many rows there are is told by the counts; keys alone are passed over, from the nearer end.
    """

    def __init__(self, call: Call, *, counted: Counts, per_page: int, outcome: str = "") -> None:
        self._rows = queue(call, outcome=outcome).defer("content")
        super().__init__(self._rows, per_page)
        self.count = getattr(counted, outcome or "total")

    def page(self, number: int | str) -> Page:
        """:raises InvalidPage: if there is no such page."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        stop = min(start + self.per_page, self.count)
        return Page(self._rows.filter(pk__in=self._keys(start, stop)), number, self)

    def _keys(self, start: int, stop: int) -> list[int]:
        keys = self._rows.values_list("pk", flat=True)
        if start <= self.count - stop:
            return list(keys[start:stop])
        return list(keys.reverse()[self.count - stop : self.count - start])


def by_protocol(call: Call, *, number: int, year: int) -> QuerySet[Submission]:
    """At most one submission of the call: the one with this protocol."""
    return live(call).filter(protocol_number=number, protocol_year=year)


def next_undecided(call: Call, *, after: Submission | None = None) -> Submission | None:
    """The next submission to check, from the start again once the end is reached."""
    left = queue(call, outcome="undecided")
    if after is None:
        return left.first()
    beyond = Q(protocol_year__gt=after.protocol_year) | Q(
        protocol_year=after.protocol_year, protocol_number__gt=after.protocol_number
    )
    return left.filter(beyond).first() or left.exclude(pk=after.pk).first()


def history(admissibility: Admissibility) -> Iterable[Event]:
    """Every decision taken on a submission, the first first."""
    return Event.objects.about(admissibility)
