"""The plan by which a loan comes back: instalments of capital and interest, to the cent.

Interest of a period is the debt times the annual rate times the months of the period over twelve, half
up to the cent. With constant instalments ("alla francese") the instalment is
`debt × i / (1 − (1 + i)^−n)`, with constant capital the capital is `debt / n`; both are rounded half up,
and the last instalment absorbs what rounding left. During the months of grace only interest is due.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from funding.enums import RepaymentMethod
from wecare.core.money import CENT, ZERO, euro

_DIGITS = Context(prec=60, rounding=ROUND_HALF_UP)
_MONTHS_OF_YEAR = 12
_DAYS_OF_YEAR = 365
LONGEST = 480  # months of a loan


class TermsRefused(ValueError):
    """Conditions that make no plan."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The conditions of a loan: annual rate in percent, months in all and of grace, months of a period."""

    annual_rate: Decimal
    months: int
    grace_months: int
    every_months: int
    method: RepaymentMethod

    def __post_init__(self) -> None:
        """:raises TermsRefused: if they make no whole periods, or none in which capital comes back."""
        if not (self.annual_rate.is_finite() and ZERO <= self.annual_rate <= 100):  # noqa: PLR2004 -- percent
            raise TermsRefused("rate")
        if self.every_months not in {1, 2, 3, 4, 6, 12}:
            raise TermsRefused("every")
        if not 0 < self.months <= LONGEST or self.months % self.every_months:
            raise TermsRefused("months")
        if not 0 <= self.grace_months < self.months or self.grace_months % self.every_months:
            raise TermsRefused("grace")

    @property
    def periods(self) -> int:
        """How many instalments there are, grace included."""
        return self.months // self.every_months

    @property
    def grace(self) -> int:
        """How many of them are of interest alone."""
        return self.grace_months // self.every_months


@dataclass(frozen=True, slots=True)
class Due:
    """One instalment, in euro; `debt` is what is still owed once it is paid."""

    number: int
    on: date
    capital: Decimal
    interest: Decimal
    debt: Decimal

    @property
    def amount(self) -> Decimal:
        return self.capital + self.interest


def schedule(debt: Decimal, terms: Terms, start: date) -> tuple[Due, ...]:
    """The whole plan of a debt that begins on a day; the capital of its instalments sums to the debt.

    :raises TermsRefused: if the debt is not above zero.
    """
    days = [
        months_after(start, terms.every_months * number) for number in range(1, terms.periods + 1)
    ]
    return spread(debt, terms, days, grace=terms.grace)


def spread(
    debt: Decimal, terms: Terms, days: Sequence[date], *, grace: int = 0, first: int = 1
) -> tuple[Due, ...]:
    """The debt over these days, the first `grace` of them for interest alone, numbered from `first`.

    A day on which nothing is due, neither capital nor interest, has no instalment.

    :raises TermsRefused: if the debt is not above zero, or on no day capital comes back.
    """
    left = euro(debt)
    count = len(days) - grace
    if left <= ZERO:
        raise TermsRefused("debt")
    if count < 1 or grace < 0:
        raise TermsRefused("grace")
    instalment, part = _instalment(left, terms, count), _part(left, count)
    found: list[Due] = []
    for at, day in enumerate(days):
        interest = interest_of(left, terms)
        if at < grace:
            capital = ZERO
        elif at == len(days) - 1:
            capital = left
        elif terms.method is RepaymentMethod.CONSTANT_CAPITAL:
            capital = min(part, left)
        else:
            capital = min(max(instalment - interest, ZERO), left)
        left -= capital
        if capital or interest:
            found.append(Due(first + len(found), day, capital, interest, left))
    return tuple(found)


def interest_of(debt: Decimal, terms: Terms) -> Decimal:
    """What one whole period of this debt costs, half up to the cent."""
    with localcontext(_DIGITS):
        exact = debt * terms.annual_rate * terms.every_months / (100 * _MONTHS_OF_YEAR)
        return euro(exact.quantize(CENT, rounding=ROUND_HALF_UP))


def interest_of_days(debt: Decimal, annual_rate: Decimal, days: int) -> Decimal:
    """What a debt costs for some days at a rate in percent, on years of 365 days, half up to the cent."""
    with localcontext(_DIGITS):
        exact = debt * annual_rate * days / (100 * _DAYS_OF_YEAR)
        return euro(exact.quantize(CENT, rounding=ROUND_HALF_UP))


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of that month where it has no such day."""
    year, month = divmod(day.year * _MONTHS_OF_YEAR + day.month - 1 + months, _MONTHS_OF_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _instalment(debt: Decimal, terms: Terms, count: int) -> Decimal:
    with localcontext(_DIGITS):
        rate = terms.annual_rate * terms.every_months / (100 * _MONTHS_OF_YEAR)
        exact = debt * rate / (1 - (1 + rate) ** -count) if rate else debt / count
        return euro(exact.quantize(CENT, rounding=ROUND_HALF_UP))


def _part(debt: Decimal, count: int) -> Decimal:
    with localcontext(_DIGITS):
        return euro((debt / count).quantize(CENT, rounding=ROUND_HALF_UP))
