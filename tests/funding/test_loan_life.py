"""Loans, grants and a guarantee of one award take random steps, legal or not: every figure holds after each."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest

from funding.actions import money
from funding.actions.aid import guarantees, loans, repayments
from funding.actions.aid.repayments import Receipt
from funding.enums import ReductionKind
from funding.models import Award, Disbursement, GuaranteeCall
from funding.queries import verification
from funding.queries.aid import verification as aid_verification
from funding.queries.aid.forms import called, disbursed
from funding.queries.aid.loans import loans_of
from funding.queries.awards.standing import standing
from tests.factories.aid import an_award_of_forms, given, guaranteed, lent, today
from tests.factories.evaluation import manager, officer
from tests.factories.funding import ground
from tests.fixtures.database import Clock
from wecare.core.errors import DomainError
from wecare.ledger.queries import problems

pytestmark = pytest.mark.django_db

EUR = Decimal
STEPS = 60
LOAN, SHARE, SET_ASIDE = EUR(40_000), EUR(20_000), EUR(20_000)


class Life:
    """One award of which anything is tried, with amounts that often are too large."""

    def __init__(self, seed: int, clock: Clock) -> None:
        self.chance, self.clock = Random(seed), clock
        self.award: Award = an_award_of_forms(
            lent(str(LOAN)), given(str(SHARE)), guaranteed(str(SET_ASIDE))
        )
        self.clerks, self.bosses = [officer(), officer()], [manager(), manager()]
        self.keys = 0

    def some(self, most: int) -> Decimal:
        return EUR(self.chance.randint(0, most * 100)) / 100

    def ask(self) -> None:
        amount = self.some(25_000)
        loans.ask(award=self.award, amount=amount, on=today(), by=self.clerks[0])

    def disburse(self) -> None:
        by = self.chance.choice([*self.bosses, self.clerks[0]])
        loans.disburse(disbursement=self.one(Disbursement), by=by)

    def refuse(self) -> None:
        reason = self.chance.choice(["", "No."])
        loans.refuse(disbursement=self.one(Disbursement), reason=reason, by=self.bosses[0])

    def repay(self) -> None:
        loan = self.chance.choice(loans_of(self.award) or [None])
        if loan is None:
            return
        row = self.chance.choice(loan.rows or [None])
        if row is None:
            return
        amount = self.chance.choice([row.owed, row.owed + EUR("0.01"), self.some(3000)])
        self.keys += self.chance.randint(0, 1)  # sometimes the same reference again
        receipt = Receipt(loan.disbursement, row.number, amount, today(), f"TRN-{self.keys}")
        repayments.record(receipt=receipt, by=self.clerks[1])

    def repay_early(self) -> None:
        self.keys += 1
        repayments.repay_early(
            disbursement=self.one(Disbursement),
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
            call=self.one(GuaranteeCall), payable=amount, remarks="Visto.", by=self.clerks[1]
        )

    def approve(self) -> None:
        by = self.chance.choice([*self.bosses, self.clerks[1]])
        guarantees.approve(call=self.one(GuaranteeCall), by=by)

    def release(self) -> None:
        if self.chance.random() < 0.05:
            guarantees.release(award=self.award, reason="Fine.", by=self.bosses[0])

    def wait(self) -> None:
        self.clock.shift(timedelta(days=self.chance.randint(1, 40)))

    def one(self, model: type) -> Disbursement | GuaranteeCall:
        found = list(model.objects.filter(award=self.award).order_by("pk"))
        if not found:
            raise DomainError("Nothing to choose from.")
        return self.chance.choice(found)

    def steps(self) -> list[Callable[[], None]]:
        more = [self.repay] * 5 + [self.disburse, self.wait]
        return [
            self.ask, self.disburse, self.refuse, self.repay, self.repay_early, self.pay_grant,
            self.save_money, self.call, self.check, self.approve, self.release, self.wait, *more,
        ]  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2])
def test_no_step_breaks_a_figure(seed: int, clock: Clock) -> None:
    life = Life(seed, clock)
    done: Counter[str] = Counter()

    for _step in range(STEPS):
        step = life.chance.choice(life.steps())
        try:
            step()
        except DomainError:
            done["refused"] += 1
        else:
            done[step.__name__] += 1
        found = standing(life.award)
        grants = found.given - disbursed(life.award) - called(life.award)
        assert (disbursed(life.award) <= LOAN, called(life.award) <= SET_ASIDE) == (True, True)
        assert grants <= SHARE, step.__name__
        assert found.committed >= 0
        told = [*verification.money(), *aid_verification.aid(), *problems()]
        assert told == [], step.__name__

    assert done["refused"] > 5, done
    assert done["repay"] > 1, done
    assert done["disburse"] > 0, done
