"""From the points of several assessors to one total, and whether it passes the thresholds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from calls.engine.facts import Fact, fact
from calls.enums import Aggregation
from evaluation.engine.entries import RankingRules

NO_POINTS = Decimal("0.00")
_PLACES = 2
_HALF_OF_WEIGHTED = 50  # points and weights have two places each, their product four
_WEIGHTED_STEP = 100


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Points by criterion as judged, weighted points by class and in all, thresholds not met."""

    criteria: Mapping[str, Decimal]
    classes: Mapping[str, Decimal]
    total: Decimal
    failures: tuple[Fact, ...]

    @property
    def passes(self) -> bool:
        return not self.failures


class ScoresIncomplete(ValueError):
    """Unable to unite points: an assessor has not judged a criterion, or nobody has."""


def aggregate(
    assessments: Sequence[Mapping[str, Decimal]],
    rules: RankingRules,
    *,
    by: Aggregation = Aggregation.MEAN,
    agreed: Mapping[str, Decimal] | None = None,
) -> dict[str, Decimal]:
    """Unite the points of the assessors in each criterion they judge, half up to two places.

    The rules are in docs/reference/rules-of-a-call.md, "Points of several assessors". `agreed` are the
    points of a consensus session that counts for this application: they stand in place of the rest.

    :raises ScoresIncomplete: if there are no assessments, one lacks a criterion, or the rule is a
        consensus and no session counts.
    """
    if not assessments:
        raise ScoresIncomplete("no assessment")
    if agreed is not None:
        return {each.code: _given(agreed, each.code) for each in rules.judged}
    match by:
        case Aggregation.MEAN:
            united, unite = assessments, _mean
        case Aggregation.MEDIAN:
            united, unite = assessments, _median
        case Aggregation.CLOSEST_TWO:
            united, unite = _closest(assessments, rules), _mean
        case Aggregation.CONSENSUS:
            raise ScoresIncomplete("no consensus")
    return {
        each.code: unite([_given(assessment, each.code) for assessment in united])
        for each in rules.judged
    }


def judged_total(points: Mapping[str, Decimal], rules: RankingRules) -> Decimal:
    """What an assessor gives in all: the weighted points of the criteria that people judge.

    :raises ScoresIncomplete: if a criterion has no points.
    """
    parts = (weighted(_given(points, each.code), each.weight) for each in rules.judged)
    return sum(parts, NO_POINTS)


def score(points: Mapping[str, Decimal], rules: RankingRules) -> Scorecard:
    """Weigh the points, sum them by class and in all, and hold them against the thresholds.

    :raises KeyError: if a criterion has no points.
    """
    criteria = {each.code: points[each.code] for each in rules.criteria}
    classes = {each.code: NO_POINTS for each in rules.classes}
    for each in rules.criteria:
        classes[each.class_code] += weighted(points[each.code], each.weight)
    total = sum(classes.values(), NO_POINTS)
    failures = tuple(_failures(criteria, classes, total, rules))
    return Scorecard(criteria, classes, total, failures)


def _given(points: Mapping[str, Decimal], code: str) -> Decimal:
    try:
        return points[code]
    except KeyError as problem:
        raise ScoresIncomplete(code) from problem


def _mean(points: Sequence[Decimal]) -> Decimal:
    judged = [int(each.scaleb(_PLACES)) for each in points]
    hundredths = (2 * sum(judged) + len(judged)) // (2 * len(judged))
    return Decimal(hundredths).scaleb(-_PLACES)


def _median(points: Sequence[Decimal]) -> Decimal:
    ordered = sorted(points)
    half, is_odd = divmod(len(ordered), 2)
    return ordered[half] if is_odd else _mean(ordered[half - 1 : half + 1])


def _closest(
    assessments: Sequence[Mapping[str, Decimal]], rules: RankingRules
) -> list[Mapping[str, Decimal]]:
    """Whoever stands in a pair whose totals differ least: between neighbours, once in order."""
    ordered = sorted(
        ((judged_total(each, rules), each) for each in assessments), key=lambda pair: pair[0]
    )
    steps = [after[0] - before[0] for before, after in pairwise(ordered)]
    if not steps:
        return [each for _total, each in ordered]
    least = min(steps)
    return [
        each
        for place, (_total, each) in enumerate(ordered)
        if least in steps[max(place - 1, 0) : place + 1]
    ]


def weighted(points: Decimal, weight: Decimal) -> Decimal:
    """Points times weight, half up to two places."""
    exact = int(points.scaleb(_PLACES)) * int(weight.scaleb(_PLACES))
    return Decimal((exact + _HALF_OF_WEIGHTED) // _WEIGHTED_STEP).scaleb(-_PLACES)


def _failures(
    criteria: Mapping[str, Decimal],
    classes: Mapping[str, Decimal],
    total: Decimal,
    rules: RankingRules,
) -> Iterator[Fact]:
    article = rules.thresholds_article
    if rules.total_threshold is not None and total < rules.total_threshold:
        yield fact(
            "below_total",
            own_points=total,
            threshold_points=rules.total_threshold,
            article=article,
        )
    for parts, points, code in (
        (rules.classes, classes, "below_class"),
        (rules.criteria, criteria, "below_criterion"),
    ):
        for part in parts:
            if part.threshold is not None and points[part.code] < part.threshold:
                yield fact(
                    code,
                    title=part.title,
                    own_points=points[part.code],
                    threshold_points=part.threshold,
                    article=article,
                )
