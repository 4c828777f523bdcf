"""What makes postings a movement."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecare.core.money import ZERO, total
from wecare.ledger.engine.codes import CodeRefused
from wecare.ledger.engine.postings import Unbalanced, balanced

A, B, C = (f"available/FSE/FSE2/{line}" for line in "abc")
cents = st.integers(min_value=-(10**9), max_value=10**9).map(lambda n: Decimal(n).scaleb(-2))


def test_postings_of_one_account_become_one() -> None:
    entries = balanced([(B, Decimal("5.00")), (A, Decimal("-3.00")), (A, Decimal("-2.00"))])

    assert [(str(entry.code), entry.amount) for entry in entries] == [
        (A, Decimal("-5.00")),
        (B, Decimal("5.00")),
    ]


def test_an_account_that_gives_back_what_it_gets_does_not_move() -> None:
    entries = balanced(
        [(A, Decimal("-1.00")), (B, Decimal("1.00")), (C, Decimal("4.00")), (C, Decimal("-4.00"))]
    )

    assert [str(entry.code) for entry in entries] == [A, B]


@pytest.mark.parametrize(
    "postings",
    [
        pytest.param([], id="nothing"),
        pytest.param([(A, ZERO), (B, ZERO)], id="zeros"),
        pytest.param([(A, Decimal("1.00"))], id="one side"),
        pytest.param([(A, Decimal("-1.00")), (B, Decimal("0.99"))], id="a cent off"),
        pytest.param([(A, Decimal("-1.005")), (B, Decimal("1.005"))], id="thousandths"),
    ],
)
def test_postings_that_do_not_balance_are_no_movement(
    postings: list[tuple[str, Decimal]],
) -> None:
    with pytest.raises(Unbalanced):
        balanced(postings)


def test_a_float_is_no_amount() -> None:
    with pytest.raises(TypeError):
        balanced([(A, -0.1), (B, 0.1)])  # type: ignore[list-item]


@pytest.mark.parametrize("amount", [Decimal("NaN"), Decimal("Infinity"), Decimal(10**12)])
def test_what_is_not_finite_or_small_enough_is_no_amount(amount: Decimal) -> None:
    with pytest.raises(ValueError, match="not"):
        balanced([(A, -amount), (B, amount)])


def test_a_text_that_is_no_code_is_no_account() -> None:
    with pytest.raises(CodeRefused):
        balanced([("altrove", Decimal("-1.00")), (B, Decimal("1.00"))])


@given(st.lists(st.tuples(st.sampled_from([A, B, C]), cents), max_size=8))
def test_whatever_is_posted_either_balances_or_is_refused(
    postings: list[tuple[str, Decimal]],
) -> None:
    sums = {code: total(a for c, a in postings if c == code) for code in (A, B, C)}
    moves = any(sums.values())

    if moves and total(sums.values()) == ZERO:
        entries = balanced(postings)
        assert {str(entry.code): entry.amount for entry in entries} == {
            code: amount for code, amount in sums.items() if amount
        }
    else:
        with pytest.raises(Unbalanced):
            balanced(postings)
