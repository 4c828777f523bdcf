"""The shares of an award: they are the award to the cent, and follow what each asked."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.engine.award_shares import award_shares
from wecare.core.money import CENT, ZERO

EUR = Decimal
cents = st.integers(min_value=1, max_value=10**10).map(lambda each: EUR(each).scaleb(-2))
asked = st.integers(min_value=-(10**6), max_value=10**10).map(lambda each: EUR(each).scaleb(-2))
groups = st.dictionaries(st.text("0123456789", min_size=1, max_size=11), asked, min_size=1)


def test_three_equal_parts_of_a_hundred_differ_by_a_cent_and_the_first_by_code_has_it() -> None:
    shares = award_shares(EUR("100.00"), {"3": EUR(10), "1": EUR(10), "2": EUR(10)})

    assert shares == {"3": EUR("33.33"), "1": EUR("33.34"), "2": EUR("33.33")}


def test_who_pays_for_itself_has_nothing() -> None:
    shares = award_shares(EUR(80_000), {"lead": EUR(60_000), "a": ZERO, "b": EUR(-5)})

    assert shares == {"lead": EUR(80_000), "a": ZERO, "b": ZERO}


def test_where_nobody_says_what_it_asks_the_award_is_the_leads() -> None:
    assert award_shares(EUR("0.01"), {"lead": ZERO, "a": ZERO}) == {
        "lead": EUR("0.01"),
        "a": ZERO,
    }


def test_an_award_of_nobody_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="Nobody"):
        award_shares(EUR(1), {})


@given(amount=cents, requested=groups)
def test_shares_are_the_award_and_each_is_within_a_cent_of_its_part(
    amount: Decimal, requested: dict[str, Decimal]
) -> None:
    shares = award_shares(amount, requested)

    assert sum(shares.values()) == amount
    assert list(shares) == list(requested)
    whole = sum(max(each, ZERO) for each in requested.values())
    for code, share in shares.items():
        part = max(requested[code], ZERO)
        if whole:
            assert abs(Fraction(share) - Fraction(amount) * Fraction(part) / Fraction(whole)) < CENT
        assert share >= ZERO


@given(amount=cents, requested=groups, order=st.randoms(use_true_random=False))
def test_however_the_group_is_listed_each_has_the_same(
    amount: Decimal, requested: dict[str, Decimal], order: object
) -> None:
    if not any(each > 0 for each in requested.values()):
        return
    codes = list(requested)
    order.shuffle(codes)  # type: ignore[attr-defined]  # hypothesis gives a Random

    assert award_shares(amount, {code: requested[code] for code in codes}) == award_shares(
        amount, requested
    )
