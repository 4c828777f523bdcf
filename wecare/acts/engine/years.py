"""Shares of budget years, as a blank of an act: in what year how much of a hundred falls due."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

HUNDRED = Decimal(100)
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST = 10  # years
_LINE = re.compile(r"([0-9]{4})(?:[\s:;,=–-]+([0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*%?)?")


@dataclass(frozen=True, slots=True)
class YearShare:
    """Hundredths of a sum that fall due in a year."""

    year: int
    percent: Decimal


class YearsRefused(ValueError):
    """What was typed is no division by years: the `rule`, the `value` and the `limit`, if it has one."""

    def __init__(self, rule: str, value: str, limit: int = 0) -> None:
        self.rule = rule
        self.value = value
        self.limit = limit
        super().__init__(f"{rule}: {value}")


def year_shares(value: Any) -> tuple[YearShare, ...]:
    """The shares that a value says: a year alone, lines of a year and a percentage, or pairs as kept.

    :raises YearsRefused: if a line is not one (`years_line`), a year is out of range (`years_range`) or
        not after the one before (`years_order`), there are too many (`years_many`), a share is nothing
        (`years_nothing`), or they are not a hundred together (`years_sum`).
    """
    typed = _pairs(value)
    if len(typed) > MOST:
        raise YearsRefused("years_many", str(len(typed)), MOST)
    if len(typed) == 1 and typed[0][1] is None:
        typed = [(typed[0][0], HUNDRED)]
    found: list[YearShare] = []
    for year, percent in typed:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise YearsRefused("years_range", str(year))
        if found and year <= found[-1].year:
            raise YearsRefused("years_order", str(year))
        if percent is None:
            raise YearsRefused("years_line", str(year))
        if percent <= 0:
            raise YearsRefused("years_nothing", str(year))
        found.append(YearShare(year, percent))
    together = sum((each.percent for each in found), Decimal(0))
    if together != HUNDRED:
        raise YearsRefused("years_sum", _figure(together), int(HUNDRED))
    return tuple(found)


def kept(shares: tuple[YearShare, ...]) -> list[list[Any]]:
    """The shares as JSON keeps them: pairs of the year and the percentage as text."""
    return [[each.year, str(each.percent)] for each in shares]


def typed(shares: tuple[YearShare, ...]) -> str:
    """The shares as lines of a field; of one year alone, the year."""
    if len(shares) == 1:
        return str(shares[0].year)
    return "\n".join(f"{each.year} {_figure(each.percent)}" for each in shares)


def said(shares: tuple[YearShare, ...]) -> str:
    """The shares on one line, as acts write them: `2026`, or `2026 (40 %), 2027 (60 %)`."""
    if len(shares) == 1:
        return str(shares[0].year)
    return ", ".join(f"{each.year} ({_figure(each.percent)}\u00a0%)" for each in shares)


def _pairs(value: Any) -> list[tuple[int, Decimal | None]]:
    if isinstance(value, list | tuple):
        return [_pair(each) for each in value]
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise YearsRefused("years_line", str(value))
    return [_line(line) for line in str(value).splitlines() if line.strip()]


def _pair(value: Any) -> tuple[int, Decimal | None]:
    match value:
        case [int() as year, str() as percent]:
            return _line(f"{year} {percent}")
        case _other:
            raise YearsRefused("years_line", str(value))


def _line(line: str) -> tuple[int, Decimal | None]:
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise YearsRefused("years_line", line.strip())
    year, percent = found.groups()
    return int(year), None if percent is None else Decimal(percent.replace(",", "."))


def _figure(percent: Decimal) -> str:
    return f"{percent.normalize():f}".replace(".", ",")
