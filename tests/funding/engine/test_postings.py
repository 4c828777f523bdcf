"""Postings of a decree."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funding.engine.lifecycle import AWARD
from funding.engine.postings import Grant, GrantRefused, commitment
from funding.enums import AwardState
from funding.labels import AWARD_STATES
from wecare.ledger.engine.postings import balanced

_PLACE = {"measure": "FSE2", "line": "1", "call": "fse2-2026"}


def _grant(number: int, lot: str, amount: str, fund: str = "FSE") -> Grant:
    return Grant(protocol=f"{number}/2026", lot=lot, fund=fund, amount=Decimal(amount))


def test_a_decree_moves_reserved_money_to_each_application() -> None:
    grants = [_grant(1, "T", "100.00"), _grant(2, "R", "50.00"), _grant(3, "T", "0.01")]

    assert dict(commitment(grants, **_PLACE)) == {
        "reserved/FSE/FSE2/1/fse2-2026/T": Decimal("-100.01"),
        "reserved/FSE/FSE2/1/fse2-2026/R": Decimal("-50.00"),
        "committed/FSE/FSE2/1/fse2-2026/T/1-2026": Decimal("100.00"),
        "committed/FSE/FSE2/1/fse2-2026/R/2-2026": Decimal("50.00"),
        "committed/FSE/FSE2/1/fse2-2026/T/3-2026": Decimal("0.01"),
    }


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("TR"), st.decimals(min_value="0.01", max_value="999999.99", places=2)
        ),
        min_size=1,
        max_size=20,
    )
)
def test_what_a_decree_posts_always_balances(given: list[tuple[str, Decimal]]) -> None:
    grants = [_grant(number, lot, str(amount)) for number, (lot, amount) in enumerate(given)]

    postings = commitment(grants, **_PLACE)

    assert sum(amount for _code, amount in postings) == 0
    assert len(balanced(postings)) == len(postings)
    assert commitment(list(reversed(grants)), **_PLACE) == postings


@pytest.mark.parametrize("amount", ["0.00", "-0.01"])
def test_a_grant_that_is_not_above_zero_is_refused(amount: str) -> None:
    with pytest.raises(GrantRefused):
        commitment([_grant(1, "T", amount)], **_PLACE)


def test_two_grants_to_one_application_are_refused() -> None:
    with pytest.raises(GrantRefused):
        commitment([_grant(1, "T", "1.00"), _grant(1, "T", "2.00")], **_PLACE)


def test_an_award_is_born_granted() -> None:
    assert AWARD.initial is AwardState.GRANTED
    assert set(AWARD.states()) == set(AwardState) == set(AWARD_STATES)
