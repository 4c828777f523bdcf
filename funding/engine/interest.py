"""Legal interest on what is to be paid back (art. 1284 c.c.), day by day; simple, never compound.

The days are those after the first, up to and with the last; each has the rate of its date, on a year of
365 days. Payments go to the interest first, then to the capital (art. 1194 c.c.). Amounts are euro; what
is exact stays exact until it is read, and is rounded half up to the cent once.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext

from wecare.core.money import ZERO, euro, share_out, total

YEAR_DAYS = 365
_DIGITS = 60  # of the only division: more than a tie could hide behind


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate in percent a year, from its first day until the next one (art. 1284, first paragraph:
    without a new decree it stays).
    """

    since: date
    percent: Decimal
    decree: str = ""
    is_sure: bool = True


SHIPPED = (
    Rate(date(2018, 1, 1), Decimal("0.3"), "D.M. 13 dicembre 2017"),
    Rate(date(2019, 1, 1), Decimal("0.8"), "D.M. 12 dicembre 2018"),
    Rate(date(2020, 1, 1), Decimal("0.05"), "D.M. 12 dicembre 2019"),
    Rate(date(2021, 1, 1), Decimal("0.01"), "D.M. 11 dicembre 2020"),
    Rate(date(2022, 1, 1), Decimal("1.25"), "D.M. 13 dicembre 2021"),
    Rate(date(2023, 1, 1), Decimal(5), "D.M. 13 dicembre 2022"),
    Rate(date(2024, 1, 1), Decimal("2.5"), "D.M. 29 novembre 2023"),
    Rate(date(2025, 1, 1), Decimal(2), "D.M. 10 dicembre 2024"),
    Rate(date(2026, 1, 1), Decimal("1.6"), "D.M. 10 dicembre 2025"),  # G.U. 289, 13 December 2025
)


class RateUnknown(ValueError):
    """No rate holds on a day: the table begins later."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"No rate holds on {day}.")


@dataclass(frozen=True, slots=True)
class Received:
    """A payment, as it was split."""

    on: date
    interest: Decimal
    capital: Decimal


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in which capital and rate are the same; `first` is the day before the first that counts."""

    first: date
    last: date
    capital: Decimal
    percent: Decimal

    @property
    def days(self) -> int:
        return (self.last - self.first).days

    @property
    def amount(self) -> Decimal:
        """The interest of the stretch, to the cent: for reading; the sum is rounded by itself."""
        return _rounded(self.parts)

    @property
    def parts(self) -> Decimal:
        """The interest before it is divided by hundred and by the days of a year: exact."""
        return self.capital * self.percent * self.days


@dataclass(frozen=True, slots=True)
class Statement:
    """What is still due on a day."""

    at: date
    capital: Decimal
    interest: Decimal
    accrued: Decimal  # interest from the beginning
    stretches: tuple[Stretch, ...]

    @property
    def due(self) -> Decimal:
        return self.capital + self.interest


def statement(
    capital: Decimal,
    *,
    since: date,
    received: Sequence[Received],
    rates: Sequence[Rate],
    at: date,
) -> Statement:
    """What is due at the end of the day `at`; payments are in order of their days.

    :raises RateUnknown: if interest would run before the first rate.
    """
    stretches = tuple(_stretches(capital, since, received, sorted_rates(rates), at))
    accrued = _rounded(sum((each.parts for each in stretches), ZERO))
    counted = [each for each in received if each.on <= at]
    paid = total(each.interest for each in counted)
    left = capital - total(each.capital for each in counted)
    return Statement(at, left, max(accrued - paid, ZERO), accrued, stretches)


def split(amount: Decimal, due: Statement) -> Received:
    """The payment of `amount` on the day of the statement: interest first, then capital.

    :raises ValueError: if it is more than what is due, or nothing.
    """
    if not ZERO < amount <= due.due:
        raise ValueError(f"{amount} is not within what is due, {due.due}.")
    interest = min(amount, due.interest)
    return Received(due.at, interest, amount - interest)


def instalments(capital: Decimal, *, count: int, first: date) -> list[tuple[date, Decimal]]:
    """Day and capital of each instalment, one a month, equal to the cent; the first ones take the rest.

    The day of the month stays that of the first, or the last of a shorter month.
    """
    parts = share_out(capital, [1] * count)
    return [(months_after(first, number), part) for number, part in enumerate(parts)]


def months_after(first: date, months: int) -> date:
    """The same day of a later month, or the last one of a shorter month."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


def sorted_rates(rates: Sequence[Rate]) -> list[Rate]:
    """The rates, the earliest first."""
    return sorted(rates, key=lambda each: each.since)


def _stretches(
    capital: Decimal, since: date, received: Sequence[Received], rates: Sequence[Rate], at: date
) -> Iterator[Stretch]:
    """The days between are cut where a payment came and where another rate begins."""
    if at <= since:
        return
    turns = {each.on for each in received if since < each.on < at}
    turns |= {each.since - timedelta(days=1) for each in rates if since < each.since <= at}
    turns -= {since}
    first = since
    for last in [*sorted(turns), at]:
        left = capital - total(each.capital for each in received if each.on <= first)
        if left:
            yield Stretch(first, last, left, _rate_on(first + timedelta(days=1), rates))
        first = last


def _rate_on(day: date, rates: Sequence[Rate]) -> Decimal:
    found = [each for each in rates if each.since <= day]
    if not found:
        raise RateUnknown(day)
    return found[-1].percent


def _rounded(parts: Decimal) -> Decimal:
    with localcontext(prec=_DIGITS):
        return euro(+(parts / (100 * YEAR_DAYS)))
