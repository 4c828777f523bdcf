"""Whoever orders payments, or records what the bank did, is killed at every point of it."""

from datetime import timedelta

import pytest

from funding.actions.aid import repayments_file
from funding.actions.aid.repayments_file import Recorded
from funding.actions.payments import letters as payment_letters
from funding.actions.payments import orders as payment_orders
from funding.actions.payments import outcomes as payment_outcomes
from funding.models import OutcomeImport, PaymentOrder, PaymentRequest, Repayment, Transfer
from funding.queries.aid.loans import loan
from funding.queries.awards.standing import on_desk, standing
from funding.registration import must_hold
from tests.factories.aid import a_loan
from tests.factories.evaluation import officer
from tests.factories.funding import published_decree
from tests.factories.payments import (
    approved,
    approver,
    asked,
    bank_says,
    checked,
    fresh,
    ordered,
    planned,
    today,
)
from tests.factories.scrolls import short_list
from tests.fixtures import faults
from tests.fixtures.database import Clock
from wecare.core.models import Event
from wecare.ledger.models import Movement
from wecare.notices.models import Letter

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def payments(transactional_db: None) -> list[PaymentRequest]:
    """The advances of three awards, approved."""
    ranked_list, _sent = short_list()
    published_decree(ranked_list)
    awards = on_desk().filter(decree__ranked_list=ranked_list).order_by("pk")
    people = approver(), approver()
    found = []
    for award in awards:
        planned(award)
        advance = award.amount * 2 / 5
        found.append(approved(checked(asked(award, amount=advance)), *people))
    return found


def answer(order: PaymentOrder) -> bytes:
    """The bank did all but the last."""
    head, *rows = bank_says(order).decode().splitlines()
    rows[-1] = rows[-1].replace("eseguito;", "respinto;Conto chiuso.")
    return "\n".join([head, *rows]).encode()


def test_an_order_is_issued_whole_or_not_at_all(payments: list[PaymentRequest]) -> None:
    by, on = officer(), today()
    before = faults.everything()

    def issue() -> None:
        payment_orders.issue(payments=[each.pk for each in payments], on=on, by=by)

    for point in faults.every_point(issue):
        assert faults.everything() == before, point
    assert faults.life(issue, until=faults.committed()).was_killed

    order = PaymentOrder.objects.get()
    assert order.transfers.count() == 3
    assert {fresh(each).state for each in payments} == {"ordered"}
    with pytest.raises(payment_orders.PaymentRefused):
        issue()
    assert Transfer.objects.count() == 3
    assert faults.whole() == []


def test_what_the_bank_did_is_taken_whole_or_not_at_all(payments: list[PaymentRequest]) -> None:
    content, by = answer(ordered(*payments)), officer()
    before = faults.everything()

    def take() -> None:
        payment_outcomes.take(content=content, filename="esiti.csv", by=by)

    passed = []
    for point in faults.every_point(take):
        assert faults.everything() == before, point
        passed.append(point)
    assert faults.life(take, until=faults.committed()).was_killed
    take()  # who saw no answer brings the file again

    assert passed.count("insert ledger_movement") == 2
    assert _paid(payments) == ["paid", "paid", "returned"]
    first, again = OutcomeImport.objects.order_by("pk")
    assert (first.executed, first.rejected, first.known) == (2, 1, 0)
    assert (again.executed, again.rejected, again.known) == (0, 0, 3)
    assert Movement.objects.filter(kind="payment").count() == 2
    assert Event.objects.filter(name="payment.paid").count() == 2
    assert faults.whole() == []


def _paid(payments: list[PaymentRequest]) -> list[str]:
    """The state of each payment; what was executed was paid once, and whoever it is of was told once."""
    for each in payments:
        found = fresh(each)
        done = found.state == "paid"
        assert standing(on_desk().get(pk=each.award_id)).paid == (each.amount if done else 0)
        about = Letter.objects.filter(
            template__in=[payment_letters.PAID, payment_letters.RETURNED],
            person=each.award.submission.submitted_by,
        )
        assert about.count() == 1
    return [fresh(each).state for each in payments]


def test_in_two_transactions_a_payment_is_half_done_and_the_checks_see_it(
    payments: list[PaymentRequest],
) -> None:
    content, by = answer(ordered(*payments)), officer()

    found = faults.life(
        lambda: payment_outcomes.take(content=content, filename="esiti.csv", by=by),
        until=faults.write_of("ledger_posting"),
        blow=faults.half_written,
    )

    assert found.was_killed
    assert Movement.objects.filter(kind="payment").count() == 1
    assert not PaymentRequest.objects.filter(state="paid").exists()
    assert must_hold() != []


def test_what_came_back_of_loans_is_recorded_whole_or_not_at_all(clock: Clock) -> None:
    first, second = a_loan(), a_loan("40000")
    clock.shift(timedelta(days=100))
    owed = str(loan(first).rows[0].owed).replace(".", ",")
    one, two = first.award.submission.protocol, second.award.submission.protocol
    day = f"{today():%d/%m/%Y}"
    rows = (
        "protocollo;erogazione;rata;data;importo;riferimento",
        f"{one};1;1;{day};{owed};TRN-1",
        f"{two};1;1;{day};100,00;TRN-2",
    )
    lines, by = repayments_file.read("\n".join(rows).encode(), filename="rientri.csv"), officer()
    before = faults.everything()

    def record() -> Recorded:
        return repayments_file.record_all(lines=lines, by=by)

    for point in faults.every_point(record):
        assert faults.everything() == before, point
    assert faults.life(record, until=faults.committed()).was_killed

    assert record() == Recorded(new=0, known=2)
    assert Repayment.objects.count() == 2
    assert loan(first).rows[0].is_settled
    assert faults.whole() == []
