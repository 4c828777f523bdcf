"""The same payment approved, ordered, paid by several at once, with the protections on and off."""

import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from funding.actions import money
from funding.actions.payments import checks as payment_checks
from funding.actions.payments import orders as payment_orders
from funding.actions.payments import outcomes as payment_outcomes
from funding.actions.payments import requests as payments
from funding.actions.payments.rules import PaymentRefused
from funding.enums import InstalmentKind
from funding.models import Award, PaymentApproval, PaymentOrder, PaymentRequest, Transfer
from funding.queries import verification
from funding.queries.awards.standing import on_desk, standing
from funding.queries.payments import verification as payment_verification
from funding.queries.payments.requests import on_payment_desk
from tests.factories.evaluation import officer
from tests.factories.funding import an_award, ground
from tests.factories.payments import (
    approved,
    approver,
    asked,
    bank_says,
    checked,
    claim,
    one_is_enough,
    ordered,
    planned,
    today,
)
from tests.fixtures.database import restore
from tests.fixtures.locks import first_locks
from tests.fixtures.racing import race
from wecare.core import events
from wecare.ledger import actions as ledger
from wecare.ledger.models import Movement
from wecare.ledger.queries import problems
from wecare.notices.models import Letter

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PEOPLE = 16
TEN = Decimal("10000.00")  # sixteen times this is twice the award
PATIENCE = 1.5  # seconds to wait for whoever is kept out by a lock


@pytest.fixture
def award(transactional_db: None) -> Award:
    with transaction.atomic():
        found = an_award()
        planned(found)
        one_is_enough(found)
    return found


def meeting(people: int) -> Callable[[], None]:
    """A point where all wait for all, or go on when the others are kept out."""
    barrier = threading.Barrier(people)

    def meet() -> None:
        try:
            barrier.wait(timeout=PATIENCE)
        except threading.BrokenBarrierError:
            return

    return meet


def whole() -> list[str]:
    return [
        *verification.money(),
        *payment_verification.payments(),
        *payment_verification.orders(),
        *problems(),
        *events.verify_chain(),
    ]


def won(outcomes: list[Any], kind: type) -> list[Any]:
    return [each for each in outcomes if isinstance(each, kind)]


@pytest.fixture
def both_looked_before_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two have seen that the payment is approved before either writes its order."""
    meet, told = meeting(2), payment_orders._told

    def slow(*args: Any) -> Transfer:
        found = told(*args)
        meet()
        return found

    monkeypatch.setattr(payment_orders, "_told", slow)


@pytest.fixture
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """No award, no request and no line is held."""

    def awards(keys: Any) -> dict[int, Award]:
        return {each.pk: each for each in on_desk().filter(pk__in=list(keys))}

    def rows(keys: list[int]) -> list[PaymentRequest]:
        return list(on_payment_desk().filter(pk__in=keys).order_by("pk"))

    def held(payment: PaymentRequest) -> tuple[PaymentRequest, Award]:
        return on_payment_desk().get(pk=payment.pk), on_desk().get(pk=payment.award_id)

    monkeypatch.setattr(payment_orders, "hold_awards", awards)
    monkeypatch.setattr(payment_orders, "_held_rows", rows)
    monkeypatch.setattr(payment_checks, "held", held)


@pytest.fixture
def without_unique(transactional_db: None) -> Iterator[None]:
    """The database accepts a payment in two orders, and two approvals at one step."""
    tables = ["funding_transfer", "funding_paymentapproval"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), c.conname,"
            " pg_get_constraintdef(c.oid), i.indrelid::regclass::text FROM pg_index i"
            " LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'u'"
            " WHERE i.indrelid = ANY(%s::regclass[]) AND i.indisunique AND NOT i.indisprimary",
            [tables],
        )
        found = cursor.fetchall()
        for index, _definition, constraint, _said, table in found:
            if constraint:
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
            else:
                cursor.execute(f"DROP INDEX {index}")
    yield
    restore()
    with connection.cursor() as cursor:
        for _index, definition, constraint, said, table in found:
            if constraint:
                cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {constraint} {said}")
            else:
                cursor.execute(definition)


def order_by_two(payment: PaymentRequest) -> list[Any]:
    people = [officer(), officer()]
    return race(
        2,
        lambda runner: payment_orders.issue(payments=[payment.pk], on=today(), by=people[runner]),
    )


def test_of_two_who_order_the_same_payment_one_does(
    award: Award, both_looked_before_the_order: None
) -> None:
    payment = approved(checked(asked(award)), approver())

    outcomes = order_by_two(payment)

    assert len(won(outcomes, PaymentOrder)) == len(won(outcomes, PaymentRefused)) == 1
    assert Transfer.objects.count() == PaymentOrder.objects.count() == 1
    assert whole() == []


def test_without_locks_the_database_keeps_the_payment_in_one_order(
    award: Award, both_looked_before_the_order: None, nobody_waits: None
) -> None:
    payment = approved(checked(asked(award)), approver())

    outcomes = order_by_two(payment)

    assert len(won(outcomes, PaymentOrder)) == len(won(outcomes, IntegrityError)) == 1
    assert Transfer.objects.count() == PaymentOrder.objects.count() == 1


def test_without_locks_and_constraint_the_same_payment_goes_to_the_bank_twice(
    award: Award, both_looked_before_the_order: None, nobody_waits: None, without_unique: None
) -> None:
    payment = approved(checked(asked(award)), approver())

    outcomes = order_by_two(payment)

    assert len(won(outcomes, PaymentOrder)) == 2
    assert sum(each.total for each in won(outcomes, PaymentOrder)) == 64_000


@pytest.fixture
def both_read_the_approvals(monkeypatch: pytest.MonkeyPatch) -> None:
    meet, given = meeting(2), payment_checks.approvals_of

    def slow(check: Any) -> Any:
        found = list(given(check))
        meet()
        return found

    monkeypatch.setattr(payment_checks, "approvals_of", slow)


def approve_by_two(payment: PaymentRequest) -> list[Any]:
    people = [approver(), approver()]
    return race(
        2,
        lambda runner: payment_checks.decide(
            payment=payment, approved=True, reason="", by=people[runner]
        ),
    )


def test_where_one_is_enough_one_of_two_approves(
    award: Award, both_read_the_approvals: None
) -> None:
    payment = checked(asked(award))

    outcomes = approve_by_two(payment)

    assert len(won(outcomes, PaymentApproval)) == len(won(outcomes, PaymentRefused)) == 1
    assert PaymentRequest.objects.get().state == "approved"


def test_without_locks_and_constraint_both_approve_as_the_first(
    award: Award, both_read_the_approvals: None, nobody_waits: None, without_unique: None
) -> None:
    payment = checked(asked(award))

    outcomes = approve_by_two(payment)

    assert [each.step for each in won(outcomes, PaymentApproval)] == [1, 1]


def test_sixteen_who_ask_for_the_same_instalment_make_one_request(award: Award) -> None:
    actor = award.submission.submitted_by

    outcomes = race(
        PEOPLE,
        lambda _runner: payments.ask(
            award=award, kind=InstalmentKind.ADVANCE, claim=claim(), actor=actor
        ),
    )

    assert len(won(outcomes, PaymentRequest)) == 1
    assert len(won(outcomes, PaymentRefused)) == PEOPLE - 1


def test_sixteen_who_take_the_same_file_pay_once(award: Award) -> None:
    order = ordered(approved(checked(asked(award)), approver()))
    said, people = bank_says(order), [officer() for _number in range(PEOPLE)]

    outcomes = race(
        PEOPLE,
        lambda runner: payment_outcomes.take(content=said, filename="esiti.csv", by=people[runner]),
    )

    assert sorted(each.executed for each in outcomes) == [0] * (PEOPLE - 1) + [1]
    assert Movement.objects.filter(key__startswith="payment/").count() == 1
    assert Letter.objects.filter(template="funding/payment_paid").count() == 1
    assert whole() == []


def pay_by_sixteen(award: Award) -> list[Any]:
    return race(
        PEOPLE,
        lambda runner: money.pay(award=award, amount=TEN, ground=ground(f"paga-{runner}"), by=None),
    )


def test_sixteen_who_pay_the_same_award_never_overrun(award: Award) -> None:
    outcomes = pay_by_sixteen(award)

    assert len(won(outcomes, Movement)) == len(won(outcomes, money.MoneyRefused)) == PEOPLE // 2
    found = standing(on_desk().get())
    assert (found.paid, found.committed) == (80_000, 0)
    assert problems() == []


def test_without_locks_and_constraint_sixteen_who_pay_overrun(
    award: Award,
    monkeypatch: pytest.MonkeyPatch,
    without_locks: None,
    without_constraint: None,
) -> None:
    cent = Decimal("0.01")
    money.pay(award=award, amount=cent, ground=ground("prima"), by=None)  # the account is there
    everybody, check = threading.Barrier(PEOPLE), ledger._check_funds

    def all_look(*args: Any) -> None:
        check(*args)
        everybody.wait(timeout=20)

    monkeypatch.setattr(ledger, "_check_funds", all_look)
    monkeypatch.setattr(money, "hold", lambda found: on_desk().get(pk=found.pk))

    outcomes = pay_by_sixteen(award)

    assert len(won(outcomes, Movement)) == PEOPLE
    assert standing(on_desk().get()).committed == -80_000 - cent
    assert any("below zero" in problem for problem in problems())


def test_what_pays_takes_the_line_before_the_chain(award: Award) -> None:
    payment = checked(asked(award))
    person = approver()

    def locks(run: Callable[[], Any]) -> list[str]:
        with CaptureQueriesContext(connection) as asked_for:
            run()
        return [each for each in first_locks(asked_for.captured_queries) if each != "account"]

    found = {
        "approve": locks(
            lambda: payment_checks.decide(payment=payment, approved=True, reason="", by=person)
        ),
        "order": locks(lambda: ordered(payment)),
        "pay": locks(
            lambda: payment_outcomes.take(
                content=bank_says(PaymentOrder.objects.get()), filename="e.csv", by=person
            )
        ),
    }

    assert found == {step: ["line", "chain"] for step in found}
