"""Whoever disburses a loan is killed at every point of it: nothing is left, or all, once."""

import pytest

from funding.actions.aid import loans
from funding.actions.aid.loans import LoanRefused
from funding.models import Disbursement, LoanPlan
from funding.queries.aid.loans import loan
from funding.queries.awards.standing import on_desk, standing
from funding.registration import must_hold
from tests.factories.aid import EUR, an_award_of_forms, given, lent, today
from tests.factories.evaluation import manager, officer
from tests.fixtures import faults
from wecare.core.models import Event
from wecare.ledger.models import Movement

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

LENT = EUR(60_000)


@pytest.fixture
def asked(transactional_db: None) -> Disbursement:
    """A request for all of a loan, which nobody decided yet."""
    award = an_award_of_forms(lent("60000"), given("20000"))
    return loans.ask(award=award, amount=LENT, on=today(), by=officer())


def test_a_loan_is_disbursed_whole_or_not_at_all(asked: Disbursement) -> None:
    by = manager()
    before = faults.everything()

    def disburse() -> None:
        loans.disburse(disbursement=asked, by=by)

    passed = []
    for point in faults.every_point(disburse):
        assert faults.everything() == before, point
        passed.append(point)
    assert faults.life(disburse, until=faults.committed()).was_killed

    assert {
        "insert ledger_movement",
        "insert ledger_posting",
        "update funding_disbursement",
        "insert funding_loanplan",
        "insert funding_loaninstalment",
        "insert core_event",
        "commit",
    } <= {*passed}
    with pytest.raises(LoanRefused):  # who saw no answer tries again
        disburse()
    assert Movement.objects.filter(kind="payment").count() == LoanPlan.objects.count() == 1
    assert Event.objects.filter(name="loan.disbursed").count() == 1
    assert standing(on_desk().get(pk=asked.award_id)).paid == LENT
    done = loan(Disbursement.objects.get(pk=asked.pk))
    assert sum(row.left_capital for row in done.rows) == done.debt == LENT
    assert faults.whole() == []


def test_in_two_transactions_money_is_out_without_a_plan_and_the_checks_see_it(
    asked: Disbursement,
) -> None:
    by = manager()

    found = faults.life(
        lambda: loans.disburse(disbursement=asked, by=by),
        until=faults.write_of("ledger_posting"),
        blow=faults.half_written,
    )

    assert found.was_killed
    assert standing(on_desk().get(pk=asked.award_id)).paid == LENT
    assert not LoanPlan.objects.exists()
    assert must_hold() != []
