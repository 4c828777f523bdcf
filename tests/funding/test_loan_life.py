"""Loans, grants and a guarantee of one award take random steps, legal or not: every figure holds after each."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from funding.actions import money
from funding.actions.aid import guarantees, loans, repayments
from funding.actions.aid.repayments import Receipt
from funding.enums import ReductionKind
from funding.models import Award, Disbursement, GuaranteeCall
from funding.queries.aid.forms import called, disbursed
from funding.queries.aid.loans import loans_of
from funding.queries.awards.standing import standing
from tests.factories.aid import LOT, an_award_of_forms, given, guaranteed, lent, today
from tests.factories.evaluation import manager, officer
from tests.factories.funding import ground
from tests.fixtures.database import Clock
from tests.fixtures.random_lives import Life, lives_until_all_was_tried

pytestmark = pytest.mark.django_db

EUR = Decimal
OF_TWO_FUNDS = LOT | {
    "shares": [{"fund": "FSE", "percent": "57.49"}, {"fund": "FSC", "percent": "42.51"}]
}
LOAN, SHARE, SET_ASIDE = EUR(40_000), EUR(20_000), EUR(20_000)


class LoanLife(Life):
    """One award of which anything is tried, with amounts that often are too large."""

    weights = {
        "ask": 4, "disburse": 7, "refuse": 2, "repay": 20, "repay_early": 4, "pay_grant": 3, "save_money": 3,
        "call": 4, "check": 4, "approve": 5, "release": 1, "wait": 8, "never_ask_the_whole_award": 1,
        "never_disburse_own_request": 1, "never_pay_a_loan_as_a_grant": 1,
    }  # fmt: skip

    def begin(self) -> None:
        self.award: Award = an_award_of_forms(
            lent(str(LOAN)), given(str(SHARE)), guaranteed(str(SET_ASIDE)), lot=OF_TWO_FUNDS
        )
        self.clerks, self.bosses = [officer(), officer()], [manager(), manager()]

    def some(self, most: int) -> Decimal:
        return EUR(self.chance.randint(0, most * 100)) / 100

    def ask(self) -> None:
        amount = self.some(25_000)
        loans.ask(award=self.award, amount=amount, on=today(), by=self.clerks[0])

    def disburse(self) -> None:
        by = self.chance.choice([*self.bosses, self.clerks[0]])
        loans.disburse(disbursement=self.found(Disbursement), by=by)

    def refuse(self) -> None:
        reason = self.chance.choice(["", "No."])
        loans.refuse(disbursement=self.found(Disbursement), reason=reason, by=self.bosses[0])

    def repay(self) -> None:
        loan = self.one(loans_of(self.award))
        row = self.one(loan.rows)
        amount = self.one([row.owed, row.owed + EUR("0.01"), self.some(3000)])
        self.keys += self.chance.randint(0, 1)  # sometimes the same reference again
        receipt = Receipt(loan.disbursement, row.number, amount, today(), f"TRN-{self.keys}")
        repayments.record(receipt=receipt, by=self.clerks[1])

    def repay_early(self) -> None:
        self.keys += 1
        repayments.repay_early(
            disbursement=self.found(Disbursement),
            capital=self.some(9000),
            on=today(),
            reference=f"E-{self.keys}",
            by=self.clerks[1],
        )

    def pay_grant(self) -> None:
        self.keys += 1
        reason = ground(f"life/{self.award.pk}/{self.keys}")
        money.pay(award=self.award, amount=self.some(9000), ground=reason, by=self.bosses[0])

    def save_money(self) -> None:
        self.keys += 1
        money.reduce(
            award=self.award,
            kind=ReductionKind.SAVING,
            amount=self.some(2000),
            reason="Speso meno.",
            ground=ground(f"life/{self.award.pk}/{self.keys}"),
            by=self.bosses[0],
        )

    def call(self) -> None:
        self.keys += 1
        guarantees.record(
            award=self.award,
            bank="B",
            reference=str(self.keys),
            on=today(),
            loss=self.some(9000),
            by=self.clerks[0],
        )

    def check(self) -> None:
        amount = self.some(8000)
        guarantees.check(
            call=self.found(GuaranteeCall), payable=amount, remarks="Visto.", by=self.clerks[1]
        )

    def approve(self) -> None:
        by = self.chance.choice([*self.bosses, self.clerks[1]])
        guarantees.approve(call=self.found(GuaranteeCall), by=by)

    def release(self) -> None:
        if self.chance.random() < 0.05:
            guarantees.release(award=self.award, reason="Fine.", by=self.bosses[0])

    def wait(self) -> None:
        self.clock.shift(timedelta(days=self.chance.randint(1, 40)))
        self.unbroken.forget()

    def never_ask_the_whole_award(self) -> None:
        amount = LOAN + EUR("0.01")
        loans.ask(award=self.award, amount=amount, on=today(), by=self.clerks[0])

    def never_disburse_own_request(self) -> None:
        loans.disburse(disbursement=self.found(Disbursement), by=self.clerks[0])

    def never_pay_a_loan_as_a_grant(self) -> None:
        amount = SHARE + EUR("0.01")
        money.pay(award=self.award, amount=amount, ground=ground(self.key()), by=self.bosses[0])

    def found(self, model: type) -> Any:
        return self.one(list(model.objects.filter(award=self.award).order_by("pk")))

    def figures_hold(self) -> None:
        found = standing(self.award)
        grants = found.given - disbursed(self.award) - called(self.award)
        assert (disbursed(self.award) <= LOAN, called(self.award) <= SET_ASIDE) == (True, True)
        assert grants <= SHARE
        assert found.committed >= 0


def test_no_step_breaks_a_figure(clock: Clock) -> None:
    tried = lives_until_all_was_tried(lambda seed: LoanLife(seed, clock), clock, fewest=3)

    assert tried.refused.total() > 30, tried
    assert tried.done["repay"] > 5, tried
