"""How far apart the assessors of an application lie, and what the rules make of it.

The rules are in docs/reference/rules-of-a-call.md, "Points of several assessors": exact comparisons,
nothing rounded but what is shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from calls.engine.judging import BeyondSpread, Judging
from calls.enums import Aggregation
from evaluation.engine.entries import RankingRules
from evaluation.engine.scoring import judged_total
from evaluation.enums import Settling

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Spread:
    """The points that lie farthest apart, and what they could be at most.

    `is_over` tells whether the exact percentage is greater than the rulebook's limit.
    """

    code: str
    points: tuple[Decimal, ...]
    maximum: Decimal
    is_over: bool

    @property
    def lowest(self) -> Decimal:
        return min(self.points)

    @property
    def highest(self) -> Decimal:
        return max(self.points)

    @property
    def percent(self) -> Decimal:
        """Rounded half up to two decimals, to be shown and never compared."""
        if not self.maximum:
            return Decimal("0.00")
        apart = int((self.highest - self.lowest).scaleb(2))
        most = int(self.maximum.scaleb(2))
        hundredths = (2 * apart * _HUNDRED * _HUNDRED + most) // (2 * most)
        return Decimal(hundredths).scaleb(-2)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The spread of each judged criterion and of the total; points stand in the assessors' order."""

    criteria: tuple[Spread, ...]
    total: Spread

    @property
    def is_alarming(self) -> bool:
        return self.total.is_over or any(each.is_over for each in self.criteria)


def agreement(
    assessments: Sequence[Mapping[str, Decimal]], rules: RankingRules, limit: Decimal | None
) -> Agreement:
    """Measure how far apart some assessments lie; with fewer than two, nothing is apart.

    :raises ScoresIncomplete: if one lacks a criterion.
    :raises ValueError: if there are none.
    """
    if not assessments:
        raise ValueError("no assessment")
    totals = tuple(judged_total(each, rules) for each in assessments)
    most = judged_total({each.code: each.maximum for each in rules.judged}, rules)
    criteria = tuple(
        _spread(
            each.code,
            tuple(assessment[each.code] for assessment in assessments),
            each.maximum,
            limit,
        )
        for each in rules.judged
    )
    return Agreement(criteria, _spread("", totals, most, limit))


def settling(
    found: Agreement,
    said: Judging,
    aggregation: Aggregation,
    *,
    has_further: bool,
    anyone_left: bool,
) -> Settling:
    """What settles the points of an application that everybody has signed.

    `has_further` tells whether a further assessor was chosen already, `anyone_left` whether one could be.
    """
    if aggregation is Aggregation.CONSENSUS:
        return Settling.CONSENSUS
    if not found.total.is_over or said.beyond_spread is BeyondSpread.ALERT:
        return Settling.AGGREGATION
    if said.beyond_spread is BeyondSpread.CONSENSUS:
        return Settling.CONSENSUS
    if has_further:
        return Settling.AGGREGATION
    return Settling.FURTHER if anyone_left else Settling.CONSENSUS


def _spread(
    code: str, points: tuple[Decimal, ...], maximum: Decimal, limit: Decimal | None
) -> Spread:
    apart = max(points) - min(points)
    is_over = limit is not None and _HUNDRED * apart > limit * maximum
    return Spread(code, points, maximum, is_over)
