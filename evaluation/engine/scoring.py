"""From the points of several assessors to one total, and whether it passes the thresholds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from calls.engine.facts import Fact, fact
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
    assessments: Sequence[Mapping[str, Decimal]], rules: RankingRules
) -> dict[str, Decimal]:
    """Unite the points of the assessors: per criterion they judge their mean, half up to two places.

    :raises ScoresIncomplete: if there are no assessments or one lacks a criterion.
    """
    if not assessments:
        raise ScoresIncomplete("no assessment")
    return {each.code: _mean(assessments, each.code) for each in rules.judged}


def score(points: Mapping[str, Decimal], rules: RankingRules) -> Scorecard:
    """Weigh the points, sum them by class and in all, and hold them against the thresholds.

    :raises KeyError: if a criterion has no points.
    """
    criteria = {each.code: points[each.code] for each in rules.criteria}
    classes = {each.code: NO_POINTS for each in rules.classes}
    for each in rules.criteria:
        classes[each.class_code] += _weighted(points[each.code], each.weight)
    total = sum(classes.values(), NO_POINTS)
    failures = tuple(_failures(criteria, classes, total, rules))
    return Scorecard(criteria, classes, total, failures)


def _mean(assessments: Sequence[Mapping[str, Decimal]], code: str) -> Decimal:
    try:
        judged = [int(assessment[code].scaleb(_PLACES)) for assessment in assessments]
    except KeyError as problem:
        raise ScoresIncomplete(code) from problem
    hundredths = (2 * sum(judged) + len(judged)) // (2 * len(judged))
    return Decimal(hundredths).scaleb(-_PLACES)


def _weighted(points: Decimal, weight: Decimal) -> Decimal:
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
