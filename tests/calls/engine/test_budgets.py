"""What an act does to the budget, as values: whole or refused, balanced, never past a commitment."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.engine.budgets import Change, ChangeRefused, postings
from calls.engine.places import Place, PlaceRefused, read
from calls.enums import BudgetKind
from wecare.core.money import ZERO, total

LINE = Place(measure="FSE2", line="unica", fund="FSE")
OTHER = Place(measure="FSE3", line="unica", fund="FSE")
LOT = Place(measure="FSE2", line="unica", fund="FSE", call="FSE2-2026", lot="T")
FSC = Place(measure="FESR", line="A", fund="FSC")
EURO = Decimal("10.00")

changes = st.builds(
    Change,
    kind=st.sampled_from(BudgetKind),
    amount=st.integers(-5, 10**9).map(lambda cents: Decimal(cents).scaleb(-2)),
    out_of=st.sampled_from([None, LINE, OTHER, LOT, FSC]),
    into=st.sampled_from([None, LINE, OTHER, LOT, FSC]),
)


@given(change=changes)
def test_a_change_is_refused_or_balanced_and_owed_at_every_line(change: Change) -> None:
    try:
        moved = postings(change)
    except ChangeRefused:
        return

    assert total(amount for _account, amount in moved) == ZERO
    for line in change.lines:
        at_line = [
            amount
            for account, amount in moved
            if account.split("/")[1:4] == [line.fund, line.measure, line.line]
        ]
        assert total(at_line) == ZERO
    assert not [account for account, _amount in moved if account.startswith(("committed", "paid"))]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param(Change(BudgetKind.INCREASE, ZERO, into=LINE), "budget_amount", id="nothing"),
        pytest.param(
            Change(BudgetKind.INCREASE, Decimal("0.001"), into=LINE), "budget_amount", id="a tenth"
        ),
        pytest.param(Change(BudgetKind.INCREASE, EURO), "budget_into", id="to nobody"),
        pytest.param(Change(BudgetKind.REDUCTION, EURO), "budget_out_of", id="from nobody"),
        pytest.param(
            Change(BudgetKind.ALLOCATION, EURO, out_of=LINE, into=OTHER), "budget_out_of", id="both"
        ),
        pytest.param(
            Change(BudgetKind.ALLOCATION, EURO, into=LOT), "budget_allocation_to_lot", id="to a lot"
        ),
        pytest.param(
            Change(BudgetKind.TRANSFER, EURO, out_of=LINE, into=LINE),
            "budget_same_place",
            id="same",
        ),
        pytest.param(
            Change(BudgetKind.TRANSFER, EURO, out_of=LOT, into=OTHER),
            "budget_lot_elsewhere",
            id="lot to another line",
        ),
    ],
)
def test_a_change_that_is_not_whole_says_why(change: Change, code: str) -> None:
    with pytest.raises(ChangeRefused) as refusal:
        postings(change)

    assert refusal.value.fact.code == code


def test_a_transfer_between_funds_moves_what_both_funds_owe() -> None:
    into = Place(measure="FESR", line="A", fund="FSC")
    out_of = Place(measure="FESR", line="A", fund="FESR")

    moved = dict(postings(Change(BudgetKind.TRANSFER, EURO, out_of=out_of, into=into)))

    assert moved == {
        "available/FESR/FESR/A": -EURO,
        "source/FESR/FESR/A": EURO,
        "source/FSC/FESR/A": -EURO,
        "available/FSC/FESR/A": EURO,
    }


def test_money_for_a_lot_leaves_the_line_and_nobody_owes_more() -> None:
    moved = dict(postings(Change(BudgetKind.TRANSFER, EURO, out_of=LINE, into=LOT)))

    assert moved == {"available/FSE/FSE2/unica": -EURO, "reserved/FSE/FSE2/unica/FSE2-2026/T": EURO}


@pytest.mark.parametrize("place", [LINE, LOT, FSC])
def test_a_place_is_read_as_it_is_written(place: Place) -> None:
    assert read(str(place)) == place


@pytest.mark.parametrize(
    "text", ["", "FSE2", "FSE2/unica/FSE/x", "FSE2//FSE", "FSE2/uni ca/FSE", "a/b/c/d/e/f"]
)
def test_what_does_not_name_a_place_is_refused(text: str) -> None:
    with pytest.raises(PlaceRefused):
        read(text)
