"""Room for de minimis aid on the day of an award.

Until 31 December 2023 reg. (EU) 1407/2013: 200 000 € for a single undertaking over the current
financial year, taken as the calendar year, and the two before it. From 1 January 2024 reg. (EU)
2023/2831: 300 000 € over any three years, which roll back from the day of the award.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from wecare.core.money import ZERO, total

NEW_RULES_FROM = date(2024, 1, 1)
_OLD, _NEW = Decimal("200000.00"), Decimal("300000.00")
_YEARS = 3
_REGULATIONS = {False: "Reg. (UE) 1407/2013, art. 3", True: "Reg. (UE) 2023/2831, art. 3"}


@dataclass(frozen=True, slots=True)
class Aid:
    """De minimis aid that the single undertaking has, in euro, by the day it was granted."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Headroom:
    """What a single undertaking may still have on a day, `asked` being what it would have now."""

    limit: Decimal
    since: date
    had: Decimal
    asked: Decimal
    rule: str

    @property
    def left(self) -> Decimal:
        """What is left before what is asked, never below zero."""
        return max(self.limit - self.had, ZERO)

    @property
    def fits(self) -> bool:
        return self.had + self.asked <= self.limit


def window_from(on: date) -> date:
    """The first day that counts for an award of that day."""
    if on < NEW_RULES_FROM:
        return date(on.year - (_YEARS - 1), 1, 1)
    try:
        back = on.replace(year=on.year - _YEARS)
    except ValueError:  # 29 February
        back = date(on.year - _YEARS, 2, 28)
    return back + timedelta(days=1)


def headroom(
    *, on: date, asked: Decimal, aids: Iterable[Aid] = (), before: Decimal = ZERO
) -> Headroom:
    """The room on the day `on`: `aids` count by their day, `before` is what a search or a
    declaration says of the whole period.
    """
    since = window_from(on)
    new = on >= NEW_RULES_FROM
    had = before + total(each.amount for each in aids if since <= each.on <= on)
    return Headroom(_NEW if new else _OLD, since, had, asked, _REGULATIONS[new])
