"""How far a grid is: what is given so far in each class and in all, out of what could be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from calls.engine.rulebook import Criterion, Rulebook
from evaluation.engine.scoring import NO_POINTS, weighted


@dataclass(frozen=True, slots=True)
class Part:
    """Points so far and at most; the threshold only where no other points reach it too."""

    code: str
    title: str
    points: Decimal
    most: Decimal
    threshold: Decimal | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The grid in all and by class; `done` of `count` criteria have points."""

    whole: Part
    classes: tuple[Part, ...]
    done: int
    count: int


def standing(points: Mapping[str, Decimal], rules: Rulebook) -> Standing:
    """What the points given so far make, of the criteria that people judge."""
    computed = {each.class_code for each in rules.computed}
    classes = []
    for each in rules.classes:
        criteria = [one for one in rules.judged if one.class_code == each.code]
        if criteria:
            threshold = None if each.code in computed else each.threshold
            classes.append(_part(each.code, each.title, criteria, points, threshold))
    threshold = None if computed else rules.total_threshold
    whole = _part("", "", rules.judged, points, threshold)
    return Standing(
        whole=whole,
        classes=tuple(classes),
        done=sum(each.code in points for each in rules.judged),
        count=len(rules.judged),
    )


def _part(
    code: str,
    title: str,
    criteria: Iterable[Criterion],
    points: Mapping[str, Decimal],
    threshold: Decimal | None,
) -> Part:
    given, most = NO_POINTS, NO_POINTS
    for each in criteria:
        given += weighted(points.get(each.code, NO_POINTS), each.weight)
        most += weighted(each.maximum, each.weight)
    return Part(code, title, given, most, threshold)
