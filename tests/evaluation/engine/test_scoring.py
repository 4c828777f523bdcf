"""Points of several assessors against the text of the rules, computed here with fractions."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.enums import Aggregation
from evaluation.engine.entries import RankingRules
from evaluation.engine.scoring import ScoresIncomplete, aggregate, judged_total
from tests.factories.rules import rules

RULES = RankingRules.of(rules())  # A1 of 20, B1 of 30, B2 of 10 counting five times
MAXIMA = {each.code: each.maximum for each in RULES.criteria}
WEIGHTS = {each.code: each.weight for each in RULES.criteria}
Judgement = dict[str, Decimal]


def hundredths(most: Decimal) -> st.SearchStrategy[Decimal]:
    return st.integers(0, int(most * 100)).map(lambda n: Decimal(n).scaleb(-2))


judgements = st.fixed_dictionaries({code: hundredths(most) for code, most in MAXIMA.items()})
panels = st.lists(judgements, min_size=1, max_size=7)


def half_up(value: Fraction) -> Decimal:
    """Two decimals, the half upwards, from an exact fraction."""
    return Decimal(floor(value * 100 + Fraction(1, 2))).scaleb(-2)


def mean(points: Sequence[Decimal]) -> Decimal:
    return half_up(sum(map(Fraction, points), Fraction(0)) / len(points))


def median(points: Sequence[Decimal]) -> Decimal:
    below = sorted(points)
    while len(below) > 2:
        below = below[1:-1]
    return mean(below)


def total(judgement: Judgement) -> Decimal:
    return sum(
        (half_up(Fraction(judgement[code]) * Fraction(WEIGHTS[code])) for code in MAXIMA),
        Decimal("0.00"),
    )


def closest(panel: Sequence[Judgement]) -> list[Judgement]:
    """Every pair looked at: whoever stands in one of those that differ least."""
    if len(panel) == 1:
        return list(panel)
    apart = {
        pair: abs(total(panel[pair[0]]) - total(panel[pair[1]]))
        for pair in combinations(range(len(panel)), 2)
    }
    least = min(apart.values())
    chosen = {place for pair, distance in apart.items() if distance == least for place in pair}
    return [panel[place] for place in sorted(chosen)]


@given(panels)
def test_the_mean_is_exact_and_rounded_once(panel: list[Judgement]) -> None:
    assert aggregate(panel, RULES, by=Aggregation.MEAN) == {
        code: mean([each[code] for each in panel]) for code in MAXIMA
    }


@given(panels)
def test_the_median_is_the_middle_or_the_mean_of_the_two_in_the_middle(
    panel: list[Judgement],
) -> None:
    assert aggregate(panel, RULES, by=Aggregation.MEDIAN) == {
        code: median([each[code] for each in panel]) for code in MAXIMA
    }


@given(st.lists(judgements, min_size=1, max_size=6))
def test_the_closest_two_are_found_among_all_pairs(panel: list[Judgement]) -> None:
    chosen = closest(panel)

    assert aggregate(panel, RULES, by=Aggregation.CLOSEST_TWO) == {
        code: mean([each[code] for each in chosen]) for code in MAXIMA
    }


@given(panels, st.randoms())
def test_nobody_counts_more_for_being_named_first(panel: list[Judgement], random: object) -> None:
    shuffled = list(panel)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    for by in (Aggregation.MEAN, Aggregation.MEDIAN, Aggregation.CLOSEST_TWO):
        assert aggregate(shuffled, RULES, by=by) == aggregate(panel, RULES, by=by)


@given(panels)
def test_what_is_united_lies_between_the_lowest_and_the_highest(panel: list[Judgement]) -> None:
    for by in (Aggregation.MEAN, Aggregation.MEDIAN, Aggregation.CLOSEST_TWO):
        for code, points in aggregate(panel, RULES, by=by).items():
            given = [each[code] for each in panel]
            assert min(given) <= points <= max(given)


def judgement(a: str, b: str = "0.00") -> Judgement:
    return {"A1": Decimal(a), "B1": Decimal(b), "B2": Decimal("0.00")}


@pytest.mark.parametrize(
    ("given_points", "expected"),
    [
        (("8.00", "8.01"), "8.01"),  # 8.005 is rounded up
        (("4.00", "6.00", "8.00"), "6.00"),  # both pairs are as close: all three
        (("4.00", "4.00", "9.00", "9.00"), "6.50"),
        (("4.00", "5.00", "9.00"), "4.50"),
        (("2.00", "8.00", "9.00"), "8.50"),
        (("7.00",), "7.00"),
    ],
)
def test_examples_of_the_closest_two(given_points: tuple[str, ...], expected: str) -> None:
    panel = [judgement(each) for each in given_points]

    assert aggregate(panel, RULES, by=Aggregation.CLOSEST_TWO)["A1"] == Decimal(expected)


def test_the_closest_are_people_not_criteria() -> None:
    first, second, third = judgement("0.00", "20.00"), judgement("20.00"), judgement("1.00", "9.00")

    found = aggregate([first, second, third], RULES, by=Aggregation.CLOSEST_TWO)

    assert judged_total(first, RULES) == judged_total(second, RULES) == Decimal("20.00")
    assert (found["A1"], found["B1"]) == (Decimal("10.00"), Decimal("10.00"))


@pytest.mark.parametrize("by", list(Aggregation))
def test_agreed_points_stand_in_place_of_the_rest(by: Aggregation) -> None:
    agreed = {"A1": Decimal("7.77"), "B1": Decimal("8.88"), "B2": Decimal("9.99")}

    assert aggregate([judgement("1.00")], RULES, by=by, agreed=agreed) == agreed


@pytest.mark.parametrize(
    "unite",
    [
        lambda: aggregate([judgement("1.00")], RULES, by=Aggregation.CONSENSUS),
        lambda: aggregate([], RULES),
        lambda: aggregate([], RULES, agreed={}),
        lambda: aggregate([judgement("1.00")], RULES, agreed={"A1": Decimal(1)}),
        lambda: aggregate([{"A1": Decimal(1)}], RULES, by=Aggregation.MEDIAN),
        lambda: aggregate([{"A1": Decimal(1)}], RULES, by=Aggregation.CLOSEST_TWO),
    ],
    ids=["no session", "nobody", "nobody agreed", "agreed in part", "in part", "no total"],
)
def test_what_is_not_whole_is_not_united(unite: Callable[[], object]) -> None:
    with pytest.raises(ScoresIncomplete):
        unite()
