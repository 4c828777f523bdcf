"""The parts of an award: to the cent, whatever the per cents; and the steps of a request."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from funding.engine.lifecycle import PAYMENT
from funding.engine.payments import Habit, by_kind, creditor_sums, entitled, proposed
from funding.enums import InstalmentKind, PaymentState
from funding.labels import PAYMENT_STATES

CENTS = st.integers(1, 9_999_999_999).map(lambda cents: Decimal(cents) / 100)
PERCENT = st.integers(0, 5000).map(lambda part: Decimal(part) / 100)


@given(CENTS, PERCENT, PERCENT)
def test_the_parts_add_up_to_what_is_due(due: Decimal, advance: Decimal, interim: Decimal) -> None:
    shares = proposed(due, Habit(advance, interim))

    assert sum(by_kind(shares).values()) == due
    assert all(share.amount > 0 for share in shares)


@given(CENTS, CENTS, CENTS)
def test_accepted_expense_entitles_to_its_part_and_never_to_more(
    granted: Decimal, accepted: Decimal, cost: Decimal
) -> None:
    right = entitled(granted, accepted=accepted, cost=cost)

    assert 0 <= right <= granted
    assert entitled(granted, accepted=cost, cost=cost) == granted
    assert abs(right - granted * min(accepted, cost) / cost) <= Decimal("0.01")


def test_sums_per_creditor() -> None:
    rows = [
        {"fiscal_code": "A", "amount": Decimal("1.10")},
        {"fiscal_code": "B", "amount": Decimal("2.00")},
        {"fiscal_code": "A", "amount": Decimal("0.90")},
    ]

    assert creditor_sums(rows) == {"A": Decimal("2.00"), "B": Decimal("2.00")}


def test_every_state_is_reached_and_has_its_word() -> None:
    assert set(PAYMENT.states()) == set(PaymentState) == set(PAYMENT_STATES)
    assert PAYMENT.steps_from(PaymentState.PAID) == ()
    assert PAYMENT.steps_from(PaymentState.WITHDRAWN) == ()
    assert len(InstalmentKind) == 3
