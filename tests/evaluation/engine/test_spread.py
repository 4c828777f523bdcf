"""How far apart assessors lie, what it brings, and what a second officer checks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.engine.judging import BeyondSpread, Judging
from calls.enums import Aggregation
from evaluation.engine.entries import RankingRules
from evaluation.engine.score_sample import sampled
from evaluation.engine.spread import agreement, settling
from evaluation.engine.standing import standing
from evaluation.enums import Settling
from tests.factories.rules import rules
from tests.factories.scoring import HIGH, LOW, MIDDLE, judged_by

RULES = RankingRules.of(rules())


def judged(*points: dict[str, str]) -> list[dict[str, Decimal]]:
    return [{code: Decimal(each) for code, each in given.items()} for given in points]


def test_the_spread_is_of_the_maximum_per_criterion_and_in_all() -> None:
    found = agreement(judged(HIGH, MIDDLE, LOW), RULES, Decimal("30.00"))

    assert {each.code: (each.percent, each.is_over) for each in found.criteria} == {
        "A1": (Decimal("75.00"), True),
        "B1": (Decimal("66.67"), True),
        "B2": (Decimal("80.00"), True),
    }
    assert (found.total.lowest, found.total.highest) == (Decimal("25.00"), Decimal("100.00"))
    assert (found.total.percent, found.total.is_over) == (Decimal("75.00"), True)


@pytest.mark.parametrize(
    ("limit", "is_over"), [("40.00", False), ("39.99", True), ("40.01", False), (None, False)]
)
def test_what_equals_the_limit_is_not_over_it(limit: str | None, is_over: bool) -> None:
    found = agreement(judged(HIGH, MIDDLE), RULES, None if limit is None else Decimal(limit))

    assert found.total.percent == Decimal("40.00")
    assert found.total.is_over is is_over


def test_one_assessor_is_apart_from_nobody() -> None:
    found = agreement(judged(HIGH), RULES, Decimal("0.01"))

    assert (found.total.percent, found.is_alarming) == (Decimal("0.00"), False)


@pytest.mark.parametrize(
    ("then", "has_further", "anyone_left", "expected"),
    [
        (BeyondSpread.ALERT, False, True, Settling.AGGREGATION),
        (BeyondSpread.FURTHER, False, True, Settling.FURTHER),
        (BeyondSpread.FURTHER, True, True, Settling.AGGREGATION),
        (BeyondSpread.FURTHER, False, False, Settling.CONSENSUS),
        (BeyondSpread.CONSENSUS, False, True, Settling.CONSENSUS),
    ],
)
def test_what_follows_beyond_the_limit_is_the_rulebooks_word(
    then: BeyondSpread, has_further: bool, anyone_left: bool, expected: Settling
) -> None:
    said = Judging(spread_limit=Decimal("30.00"), beyond_spread=then)
    apart = agreement(judged(HIGH, LOW), RULES, said.spread_limit)
    near = agreement(judged(HIGH, HIGH), RULES, said.spread_limit)
    options = {"has_further": has_further, "anyone_left": anyone_left}

    assert settling(apart, said, Aggregation.MEAN, **options) is expected
    assert settling(near, said, Aggregation.MEAN, **options) is Settling.AGGREGATION
    assert settling(near, said, Aggregation.CONSENSUS, **options) is Settling.CONSENSUS


@given(
    st.sets(st.integers(1, 400), min_size=1, max_size=60),
    st.integers(1, 10_000).map(lambda n: Decimal(n).scaleb(-2)),
)
def test_the_sample_is_as_large_as_asked_and_stays_as_more_is_asked(
    numbers: set[int], percent: Decimal
) -> None:
    protocols = [f"{number}/2026" for number in numbers]

    found = sampled(protocols, percent=percent, rulebook_digest="ab")
    more = sampled(protocols[::-1], percent=Decimal("100.00"), rulebook_digest="ab")

    exact = len(protocols) * percent / 100
    assert exact <= len(found) < exact + 1
    assert found <= more == set(protocols)


def test_the_sample_is_drawn_as_the_page_of_the_rules_says() -> None:
    found = sampled(["1/2026", "2/2026", "3/2026"], percent=Decimal("33.00"), rulebook_digest="ab")

    # printf 'ab/score-check/%s' 1/2026 | sha256sum, and so on
    assert found == {"1/2026"}
    assert sampled(["1/2026"], percent=None, rulebook_digest="ab") == frozenset()


def test_where_a_grid_stands_counts_weights_and_hides_thresholds_that_data_reach_too() -> None:
    found = standing({"A1": Decimal("10.00"), "B2": Decimal("6.00")}, judged_by())

    assert (found.done, found.count) == (2, 3)
    assert (found.whole.points, found.whole.most) == (Decimal("40.00"), Decimal("100.00"))
    assert found.whole.threshold == Decimal("60.00")
    assert [(each.code, each.points, each.threshold) for each in found.classes] == [
        ("A", Decimal("10.00"), None),
        ("B", Decimal("30.00"), Decimal("20.00")),
    ]
