"""Postings of a decree."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calls.engine.lots import FundShare
from calls.engine.places import Place
from calls.engine.rulebook import Lot
from funding.engine.lifecycle import AWARD
from funding.engine.postings import (
    Grant,
    GrantRefused,
    commitment,
    grants_of,
    passages,
    payment,
    release,
    repayment,
    restitution,
)
from funding.enums import AwardState
from funding.labels import AWARD_STATES
from tests.factories.rules import rules
from wecare.ledger.engine.postings import balanced

_RULES = replace(rules(), measure="FSE2", line="1", call_code="fse2-2026")


def _grant(number: int, lot: str, amount: str, fund: str = "FSE") -> Grant:
    place = Place("FSE2", "1", fund, call="fse2-2026", lot=lot)
    return Grant(f"{number}/2026", place, Decimal(amount))


def test_a_decree_moves_reserved_money_to_each_application() -> None:
    grants = [_grant(1, "T", "100.00"), _grant(2, "R", "50.00"), _grant(3, "T", "0.01")]

    assert dict(commitment(grants)) == {
        "reserved/FSE/FSE2/1/fse2-2026/T": Decimal("-100.01"),
        "reserved/FSE/FSE2/1/fse2-2026/R": Decimal("-50.00"),
        "committed/FSE/FSE2/1/fse2-2026/T/1-2026": Decimal("100.00"),
        "committed/FSE/FSE2/1/fse2-2026/R/2-2026": Decimal("50.00"),
        "committed/FSE/FSE2/1/fse2-2026/T/3-2026": Decimal("0.01"),
    }


def test_each_lot_is_paid_by_its_own_line() -> None:
    other = Place("FSE2", "2", "FSE", call="fse2-2026", lot="R")
    grants = [_grant(1, "T", "100.00"), Grant("2/2026", other, Decimal("50.00"))]

    assert dict(commitment(grants))["reserved/FSE/FSE2/2/fse2-2026/R"] == Decimal("-50.00")


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

    postings = commitment(grants)

    assert sum(amount for _code, amount in postings) == 0
    assert len(balanced(postings)) == len(postings)
    assert commitment(list(reversed(grants))) == postings


@pytest.mark.parametrize("amount", ["0.00", "-0.01"])
def test_a_grant_that_is_not_above_zero_is_refused(amount: str) -> None:
    with pytest.raises(GrantRefused):
        commitment([_grant(1, "T", amount)])


def test_two_grants_to_one_application_are_refused() -> None:
    with pytest.raises(GrantRefused):
        commitment([_grant(1, "T", "1.00"), _grant(1, "T", "2.00")])


def test_what_several_funds_pay_moves_on_each_of_them() -> None:
    shares = (FundShare("FSE", Decimal("57.49")), FundShare("FSC", Decimal("42.51")))
    lot = replace(_lot("T", "100"), shares=shares)
    parts = {"FSE": Decimal("57.49"), "FSC": Decimal("42.51")}
    grants = grants_of("1/2026", lot, _RULES, parts)

    for moved, source, target in (
        (payment, "committed/{}/FSE2/1/fse2-2026/T/1-2026", "paid/{}/FSE2/1/fse2-2026/T/1-2026"),
        (restitution, "paid/{}/FSE2/1/fse2-2026/T/1-2026", "reserved/{}/FSE2/1/fse2-2026/T"),
        (repayment, "paid/{}/FSE2/1/fse2-2026/T/1-2026", "available/{}/FSE2/1"),
    ):
        assert dict(moved(grants)) == {
            code.format(fund): amount * sign
            for fund, amount in parts.items()
            for code, sign in ((source, -1), (target, 1))
        }
    assert dict(release(grants)) == {code: -each for code, each in commitment(grants)}
    with pytest.raises(GrantRefused):
        commitment((*grants, grants[0]))


def test_an_award_is_born_granted() -> None:
    assert AWARD.initial is AwardState.GRANTED
    assert set(AWARD.states()) == set(AwardState) == set(AWARD_STATES)


def _lot(code: str, amount: str, leftover_to: str = "") -> Lot:
    return Lot(code, code, Decimal(amount), "FSE", leftover_to=leftover_to)


@pytest.mark.parametrize(
    ("lots", "granted", "passed"),
    [
        ([_lot("A", "100"), _lot("B", "100")], {"A": "10", "B": "100"}, []),
        ([_lot("A", "100", "B"), _lot("B", "100")], {"A": "10", "B": "100"}, []),
        (
            [_lot("A", "100", "B"), _lot("B", "100")],
            {"A": "10", "B": "190"},
            [("A", "B", "90.00")],
        ),
        (
            [_lot("A", "100", "B"), _lot("B", "100")],
            {"A": "10", "B": "150.01"},
            [("A", "B", "50.01")],
        ),
        (
            [_lot("C", "100"), _lot("B", "100", "C"), _lot("A", "100", "B")],
            {"A": "30", "B": "90", "C": "180"},
            [("A", "B", "70.00"), ("B", "C", "80.00")],
        ),
        (
            [_lot("A", "100", "C"), _lot("B", "100", "C"), _lot("C", "100")],
            {"A": "60", "B": "50", "C": "170"},
            [("B", "C", "30.00"), ("A", "C", "40.00")],
        ),
    ],
    ids=["no rule", "nothing needed", "all of it", "only what is needed", "chain", "two givers"],
)
def test_lots_pass_on_what_the_awards_of_others_need_and_not_more(
    lots: list[Lot], granted: dict[str, str], passed: list[tuple[str, str, str]]
) -> None:
    found = passages(lots, {code: Decimal(amount) for code, amount in granted.items()})

    assert sorted((each.giver, each.taker, str(each.amount)) for each in found) == sorted(passed)


@settings(deadline=None)
@given(st.permutations(["A", "B", "C", "D"]), st.lists(st.integers(0, 400), min_size=4, max_size=4))
def test_what_is_passed_on_never_takes_a_lot_below_zero(
    order: list[str], shares: list[int]
) -> None:
    targets = {"A": "B", "B": "C", "C": "D", "D": ""}
    lots = [_lot(code, "100.00", targets[code]) for code in order]
    granted: dict[str, Decimal] = {}
    money = Decimal(0)
    for code, share in zip("ABCD", shares, strict=True):
        money += 100
        granted[code] = min(Decimal(share), money)
        money -= granted[code]

    book = replace(_RULES, lots=tuple(lots))
    held = dict.fromkeys("ABCD", Decimal("100.00"))
    for each in passages(lots, granted):
        assert sum(amount for _code, amount in each.postings(book)) == 0
        held[each.giver] -= each.amount
        held[each.taker] += each.amount
        assert held[each.giver] >= 0

    assert all(held[code] >= granted[code] for code in "ABCD")
