"""When what stands committed is likely to be paid: an estimate from what the portal knows, and no more.

Of each award that stands, what the ledger holds committed is expected on the days of its plan, where
there is one, and the rest in the quarter in which the project ends: the start it gave (or the day of the
grant) and its months. What should have been paid by now is expected in the quarter that runs.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from funding.enums import AwardState
from funding.models import Award
from wecare.core import clock
from wecare.core.money import ZERO
from wecare.ledger.enums import AccountKind
from wecare.ledger.queries import held_by_protocol

_MONTHS, _YEAR = 3, 12  # of a quarter, of a year
_LONGEST = 600  # months: more is no duration of a project
Planned = Mapping[int, Sequence[tuple[date, Decimal]]]  # award → days and euro still to be paid
PLANS: tuple[Callable[[], Planned], ...] = ()  # each part that plans payments tells its own


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year, counted from one."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}/{self.number}"


@dataclass(frozen=True, slots=True)
class Forecast:
    """Euro by quarter, and what has no day at all."""

    quarters: tuple[tuple[Quarter, Decimal], ...]
    undated: Decimal

    @property
    def whole(self) -> Decimal:
        return sum((amount for _quarter, amount in self.quarters), self.undated)


def forecast() -> Forecast:
    """What is expected to be paid, quarter by quarter; a few queries, however many awards."""
    today = localdate(clock.now())
    left = held_by_protocol(AccountKind.COMMITTED)
    planned: dict[int, list[tuple[date, Decimal]]] = {}
    for plan in PLANS:
        for pk, days in plan().items():
            planned.setdefault(pk, []).extend(days)
    quarters: defaultdict[Quarter, Decimal] = defaultdict(lambda: ZERO)
    undated = ZERO
    for pk, protocol, ends in projects():
        for day, amount in _expected(left.get(protocol, ZERO), planned.get(pk, ()), ends):
            if day is None:
                undated += amount
            else:
                quarters[quarter_of(max(day, today))] += amount
    return Forecast(tuple(sorted(quarters.items())), undated)


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day falls."""
    return Quarter(day.year, (day.month - 1) // _MONTHS + 1)


def end_of(granted_at: datetime, starts_on: str | None, months: Any) -> date | None:
    """The day on which a project ends, by what it sent; none where it gave no duration."""
    if not isinstance(months, int) or not 0 < months <= _LONGEST:
        return None
    start = date.fromisoformat(starts_on) if starts_on else localdate(granted_at)
    year, month = divmod(start.year * _YEAR + start.month - 1 + months, _YEAR)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _expected(
    left: Decimal, planned: Sequence[tuple[date, Decimal]], ends: date | None
) -> Iterator[tuple[date | None, Decimal]]:
    for day, amount in sorted(planned):
        if taken := min(amount, left):
            left -= taken
            yield day, taken
    if left:
        yield ends, left


def projects() -> Iterator[tuple[int, str, date | None]]:
    """Of each award that stands: its key, its protocol (number-year), the day its project ends."""
    rows = (
        Award.objects.filter(state=AwardState.GRANTED.value)
        .order_by("pk")
        .values_list(
            "pk",
            "submission__protocol_number",
            "submission__protocol_year",
            "granted_at",
            "submission__content__starts_on",
            "submission__content__months",
        )
    )
    for pk, number, year, granted_at, starts_on, months in rows.iterator():
        yield pk, f"{number}-{year}", end_of(granted_at, starts_on, months)
