"""Results of projects as the public reads them: by project and in all, never so small that a person shows.

A count of people below five could point at somebody: the public reads that it is less than five, and
the sum of a call leaves it out and says so, so that nothing follows from the difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wecare.core.money import ZERO

LEAST_PEOPLE = 5


@dataclass(frozen=True, order=True, slots=True)
class HalfYear:
    """January to June is the first half, July to December the second."""

    year: int
    half: int

    @classmethod
    def of(cls, day: date) -> "HalfYear":
        return cls(day.year, 1 if day.month <= 6 else 2)  # noqa: PLR2004 -- June ends the first

    @property
    def before(self) -> "HalfYear":
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)  # noqa: PLR2004 -- there are two

    def __str__(self) -> str:
        return f"{self.year}-{self.half}"


def between(first: date, last: date) -> tuple[HalfYear, ...]:
    """The half-years from that of one day to that of another, the last first; none if that is before."""
    found, half = [], HalfYear.of(last)
    while half >= HalfYear.of(first):
        found.append(half)
        half = half.before
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Shown:
    """An indicator as it is published: project → value, None where it is too small to be said.

    `total` is the sum of what is said; `is_partial`, that something is left out of it.
    """

    values: Mapping[int, Decimal | None]
    total: Decimal
    is_partial: bool


def shown(values: Mapping[int, Decimal], *, counts_people: bool) -> Shown:
    """What of these values may be published."""
    said = {
        project: None if counts_people and ZERO < value < LEAST_PEOPLE else value
        for project, value in values.items()
    }
    return Shown(
        values=said,
        total=sum((value for value in said.values() if value is not None), ZERO),
        is_partial=None in said.values(),
    )
