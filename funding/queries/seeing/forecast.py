"""When what stands committed is likely to be paid: an estimate from what the portal knows, and no more.

Of each award that stands, what the ledger holds committed is expected in the quarter in which its project
ends; where nobody said a start, its months are counted from the day of the award. What should have been
paid by now is expected in the quarter that runs. Plans of payments name no days.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from funding.queries.awards.project_ends import standing_projects
from wecare.core import clock
from wecare.core.money import ZERO
from wecare.ledger.enums import AccountKind
from wecare.ledger.queries import held_by_protocol

_MONTHS = 3  # of a quarter


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
    today = clock.today()
    left = held_by_protocol(AccountKind.COMMITTED)
    quarters: defaultdict[Quarter, Decimal] = defaultdict(lambda: ZERO)
    undated = ZERO
    for _pk, protocol, ends in standing_projects(or_granted=True):
        if not (amount := left.get(protocol)):
            continue
        if ends is None:
            undated += amount
        else:
            quarters[quarter_of(max(ends, today))] += amount
    return Forecast(tuple(sorted(quarters.items())), undated)


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day falls."""
    return Quarter(day.year, (day.month - 1) // _MONTHS + 1)
