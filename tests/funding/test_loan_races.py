"""Several people on one loan: it goes out once, and comes back once; without the lock it would not."""

import threading
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from funding.actions.aid import loans, repayments
from funding.actions.aid.loans import LoanRefused
from funding.actions.aid.repayments import Receipt
from funding.models import Award, Disbursement, LoanPlan, Repayment
from funding.queries import verification
from funding.queries.aid import verification as aid_verification
from funding.queries.awards.standing import on_desk, standing
from tests.factories.aid import an_award_of_forms, given, lent, paid_out, today
from tests.factories.evaluation import manager, officer
from tests.fixtures.racing import race
from wecare.core import events
from wecare.ledger.queries import problems

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

EUR = Decimal


@pytest.fixture
def award(transactional_db: None) -> Award:
    with transaction.atomic():
        return an_award_of_forms(lent("40000"), given("40000"))


def made(outcomes: list[Any], of: type) -> list[Any]:
    return [each for each in outcomes if isinstance(each, of)]


def whole() -> list[str]:
    return [
        *verification.money(),
        *aid_verification.aid(),
        *problems(),
        *events.verify_chain(),
    ]


def test_four_people_disburse_the_same_request_and_it_goes_out_once(award: Award) -> None:
    asked = loans.ask(award=award, amount=EUR(40_000), on=today(), by=officer())
    people = [manager() for _ in range(4)]

    outcomes = race(4, lambda runner: loans.disburse(disbursement=asked, by=people[runner]))

    assert len(made(outcomes, Disbursement)) == 1
    assert len(made(outcomes, LoanRefused)) == 3
    assert standing(award).paid == 40_000
    assert LoanPlan.objects.count() == 1
    assert whole() == []


def ask_both(award: Award) -> list[Any]:
    people = [officer(), officer()]
    return race(
        2,
        lambda runner: loans.ask(award=award, amount=EUR(40_000), on=today(), by=people[runner]),
    )


def test_two_people_ask_for_the_whole_loan_and_one_is_told_why(award: Award) -> None:
    outcomes = ask_both(award)

    assert len(made(outcomes, Disbursement)) == 1
    (refused,) = made(outcomes, LoanRefused)
    assert "0,00" in str(refused)


def test_without_the_lock_both_would_have_it(award: Award, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = threading.Barrier(2)
    check, numbers = loans.check_left, iter((1, 2))

    def slow(*args: Any) -> None:
        check(*args)
        looked.wait(timeout=20)

    real = Disbursement.objects.create
    monkeypatch.setattr(loans, "hold", lambda found: on_desk().get(pk=found.pk))
    monkeypatch.setattr(loans, "check_left", slow)
    monkeypatch.setattr(
        Disbursement.objects, "create", lambda **facts: real(**facts | {"number": next(numbers)})
    )

    outcomes = ask_both(award)

    assert len(made(outcomes, Disbursement)) == 2
    assert sum(each.amount for each in made(outcomes, Disbursement)) == 80_000


def test_one_transfer_recorded_by_four_comes_back_once(award: Award) -> None:
    with transaction.atomic():
        disbursement = paid_out(award, "40000")
    people = [officer() for _ in range(4)]
    receipt = Receipt(disbursement, 1, EUR(5_000), today(), "TRN-1")

    outcomes = race(4, lambda runner: repayments.record(receipt=receipt, by=people[runner]))

    assert {each.pk for each in made(outcomes, Repayment)} == {Repayment.objects.get().pk}
    assert len(made(outcomes, Repayment)) == 4
    assert whole() == []
