"""Budget years as the office sees them: what stands on each, and what will not be paid in time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from calls.models import Call
from funding.queries.budget_years import YearMoney, YearPlace, places
from funding.queries.seeing.forecast import Forecast
from wecare.core.money import ZERO


@dataclass(frozen=True, slots=True)
class YearRow:
    """A budget year on all funds, and on each, in euro."""

    year: int
    money: YearMoney
    funds: tuple[tuple[str, YearMoney], ...]


@dataclass(frozen=True, slots=True)
class YearAhead:
    """What is left on a budget year beside what is expected to be paid in it, in euro.

    `late` is what stands on this year and those before it, and by the forecast is not paid by its end.
    """

    year: int
    left: Decimal
    expected: Decimal
    late: Decimal


@dataclass(frozen=True, slots=True)
class YearOfCall:
    """What is left of a call on a budget year, in euro."""

    year: int
    code: str
    title: str
    left: Decimal
    has_passed: bool


@dataclass(frozen=True, slots=True)
class BudgetYears:
    """The budget years, first by fund, then ahead, then call by call where something is left."""

    rows: tuple[YearRow, ...]
    whole: YearMoney
    ahead: tuple[YearAhead, ...]
    calls: tuple[YearOfCall, ...]
    undated: Decimal  # what the forecast expects on no day

    @property
    def passed(self) -> Decimal:
        """What is left on years that have passed."""
        return sum((each.left for each in self.calls if each.has_passed), ZERO)


def years(forecast: Forecast, *, this_year: int) -> BudgetYears:
    """The budget years as they stand; `forecast` says when payments are expected."""
    found = places()
    return BudgetYears(
        rows=_rows(found),
        whole=sum((each.money for each in found), YearMoney()),
        ahead=_ahead(found, forecast),
        calls=_calls(found, this_year),
        undated=forecast.undated,
    )


def _rows(found: Sequence[YearPlace]) -> tuple[YearRow, ...]:
    years: defaultdict[int, defaultdict[str, YearMoney]] = defaultdict(
        lambda: defaultdict(YearMoney)
    )
    for each in found:
        years[each.year][each.fund] += each.money
    return tuple(
        YearRow(year, sum(funds.values(), YearMoney()), tuple(sorted(funds.items())))
        for year, funds in sorted(years.items())
    )


def _ahead(found: Sequence[YearPlace], forecast: Forecast) -> tuple[YearAhead, ...]:
    left: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    expected: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    for each in found:
        left[each.year] += each.money.left
    for quarter, amount in forecast.quarters:
        expected[quarter.year] += amount
    rows: list[YearAhead] = []
    standing = paid = ZERO
    for year in sorted({*left, *expected}):
        standing, paid = standing + left[year], paid + expected[year]
        rows.append(YearAhead(year, left[year], expected[year], max(standing - paid, ZERO)))
    return tuple(each for each in rows if each.left or each.expected)


def _calls(found: Sequence[YearPlace], this_year: int) -> tuple[YearOfCall, ...]:
    left: defaultdict[tuple[int, str], Decimal] = defaultdict(lambda: ZERO)
    for each in found:
        left[each.year, each.call] += each.money.left
    codes = {code for _year, code in left}
    titles = dict(Call.objects.filter(code__in=codes).order_by("pk").values_list("code", "title"))
    return tuple(
        YearOfCall(year, code, titles[code], amount, year < this_year)
        for (year, code), amount in sorted(left.items())
        if amount
    )
