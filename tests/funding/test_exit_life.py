"""Awards that change, are revoked, given up, closed and paid back take random steps, legal or not: everything
that must hold does after each.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from evaluation.actions import departures
from funding.actions import legal_rates, money
from funding.actions.exits import (
    acknowledgments,
    closures,
    instalments,
    project_changes,
    recoveries,
    revocations,
    revoking,
)
from funding.actions.exits import effects as exit_effects
from funding.enums import ChangeKind
from funding.models import Award, InstalmentPlan, ProjectChange, Recovery, Revocation
from funding.models.project_change import OPEN
from funding.queries.awards.standing import on_desk, standing
from funding.queries.exits.procedures import departure_of
from funding.queries.exits.recoveries import statement_of
from tests.factories.evaluation import manager, officer
from tests.factories.exits import act_of_today, awarded, moved_by, rendered_act
from tests.factories.funding import ground
from tests.fixtures.database import Clock
from tests.fixtures.random_lives import Life, lives_until_all_was_tried
from wecare.acts.actions import acts
from wecare.core import clock as the_clock
from wecare.core.money import ZERO

pytestmark = pytest.mark.django_db

EUR, CENT = Decimal, Decimal("0.01")


def today() -> date:
    return the_clock.today()


class ExitLife(Life):
    """Three awards of a list; legal steps are more often taken than those that never are."""

    weights = {
        "pay": 6, "tell_change": 4, "ask_change": 4, "ask_extension": 4, "decide_change": 5,
        "withdraw_change": 3, "start_revocation": 9, "observe": 3, "assess": 6, "drop": 2,
        "revoke": 4, "revoke_by_own_act": 4, "renounce": 1, "acknowledge": 3, "receive": 4,
        "receive_all": 2, "run_from": 3, "ask_instalments": 4, "decide_instalments": 5, "close": 2,
        "write_rate": 1, "wait": 4,
        "never_pay_more": 2, "never_receive_more": 2, "never_receive_tomorrow": 3,
        "never_receive_the_same_as_another": 1, "never_revoke_before_its_assessment": 1,
        "never_revoke_more_than_all": 1, "never_close_above": 1, "never_extend_back": 1,
        "never_move_more_than_there_is": 1, "never_a_rate_in_june": 1, "never_one_instalment": 1,
        "never_acknowledge_who_stays": 1,
    }  # fmt: skip

    def begin(self) -> None:
        _first, _list, self.sent = awarded()
        self.awards = list(on_desk().filter(state="granted").order_by("pk"))
        self.clerk, self.boss = officer(), manager()

    def award(self) -> Award:
        return self.one(self.awards)

    def running(self) -> Award:
        return self.one(
            [each for each in self.awards if on_desk().get(pk=each.pk).ended_at is None]
        )

    def some(self, most: Decimal) -> Decimal:
        return EUR(self.chance.randint(0, int(most) * 100 + 1)) / 100

    def revocation(self, **values: Any) -> Revocation:
        return self.one(list(Revocation.objects.filter(**values).order_by("pk")))

    def recovery(self, **values: Any) -> Recovery:
        rows = Recovery.objects.filter(**values).prefetch_related("payments")
        return self.one(list(rows.order_by("pk")))

    def pay(self) -> None:
        why = ground(self.key())
        money.pay(award=self.running(), amount=self.some(EUR(50_000)), ground=why, by=self.clerk)

    def never_pay_more(self) -> None:
        award = self.award()
        amount = standing(award).committed + CENT
        money.pay(award=award, amount=amount, ground=ground(self.key()), by=self.clerk)

    def _change(self, kind: ChangeKind, amount: Decimal) -> None:
        award = self.running()
        project_changes.change(
            award=award,
            kind=kind,
            wanted=moved_by(award, amount),
            reason="Serve.",
            by=award.submission.submitted_by,
        )

    def tell_change(self) -> None:
        self._change(ChangeKind.MINOR, self.some(EUR(400)))

    def ask_change(self) -> None:
        self._change(ChangeKind.SUBSTANTIAL, self.some(EUR(3000)))

    def never_move_more_than_there_is(self) -> None:
        self._change(self.one([ChangeKind.MINOR, ChangeKind.SUBSTANTIAL]), EUR(10_000_000))

    def _extend(self, ends_on: date) -> None:
        award = self.running()
        by = award.submission.submitted_by
        project_changes.extend(award=award, ends_on=ends_on, reason="Serve.", by=by)

    def ask_extension(self) -> None:
        self._extend(today() + timedelta(days=self.chance.randint(-100, 2000)))

    def never_extend_back(self) -> None:
        self._extend(today())

    def change(self, *, tried: float = 0.3) -> ProjectChange:
        """One that waits, or now and then any."""
        found = ProjectChange.objects.order_by("pk")
        if self.chance.random() > tried:
            found = found.filter(state__in=OPEN)
        return self.one(list(found))

    def decide_change(self) -> None:
        change = self.change()
        step = self.one(["take_note", "object", "approve", "refuse"])
        answer = self.one(["", "No, perché."])
        project_changes.decide(change=change, step=step, answer=answer, by=self.clerk)

    def withdraw_change(self) -> None:
        change = self.change()
        project_changes.withdraw(change=change, by=change.asked_by)

    def _start(self, amount: Decimal | None) -> None:
        revocations.start(
            award=self.running(),
            amount=amount,
            reasons="Le attività non sono iniziate.",
            answer_days=self.one([9, 10, 12]),
            conclude_days=30,
            protocol="1/2026",
            by=self.clerk,
        )

    def start_revocation(self) -> None:
        self._start(self.one([None, self.some(EUR(30_000)), self.some(EUR(90_000))]))

    def never_revoke_more_than_all(self) -> None:
        self._start(EUR(200_001))

    def observe(self) -> None:
        found = self.revocation()
        by = found.award.submission.submitted_by
        revocations.observe(revocation=found, text="Inizieranno.", by=by)

    def assess(self) -> None:
        found = self.revocation(closed_at=None)
        if self.chance.random() < 0.7:  # else perhaps too early
            self.clock.set(max(the_clock.now(), found.answer_until))
            self.unbroken.forget()
        revocations.assess(revocation=found, assessment="Nulla.", recovery_days=60, by=self.clerk)

    def drop(self) -> None:
        found = self.revocation()
        revocations.drop(revocation=found, reason="Hanno iniziato.", by=self.clerk)

    def _act(self) -> dict[str, Any]:
        return act_of_today(f"{self.key()}/A2203A/2026")

    def revoke(self) -> None:
        found = self.revocation(state__in=["assessed", "done"])
        revoking.carry_out_by_act(revocation=found, ground=self._act(), by=self.boss)

    def never_revoke_before_its_assessment(self) -> None:
        found = self.revocation(state__in=["noticed", "dropped"])
        revoking.carry_out_by_act(revocation=found, ground=self._act(), by=self.boss)

    def revoke_by_own_act(self) -> None:
        found = self.revocation(state="assessed")
        act = exit_effects.write_revocation(revocation=found, by=self.clerk)
        acts.adopt(act=rendered_act(act), by=self.boss)

    def renounce(self) -> None:
        award = self.award()
        departures.renounce(
            application=award.submission.application,
            reason="Non ce la facciamo.",
            by=award.submission.submitted_by,
        )

    def acknowledge(self) -> None:
        left = [each for each in self.awards if departure_of(each) is not None]
        self._acknowledge(self.one(left))

    def never_acknowledge_who_stays(self) -> None:
        staying = [each for each in self.awards if departure_of(each) is None]
        self._acknowledge(self.one(staying))

    def _acknowledge(self, award: Award) -> None:
        acknowledgments.end_by_act(award=award, recovery_days=60, ground=self._act(), by=self.boss)

    def _receive(self, found: Recovery, amount: Decimal, on: date, reference: str = "") -> None:
        recoveries.receive(
            recovery=found,
            amount=amount,
            received_on=on,
            reference=reference or self.key(),
            by=self.clerk,
        )

    def receive(self) -> None:
        on = today() - timedelta(days=self.chance.randint(0, 3))
        self._receive(self.recovery(), self.some(EUR(20_000)), on)

    def receive_all(self) -> None:
        found = self.recovery(state="open")
        self._receive(found, statement_of(found, at=today()).due, today())

    def never_receive_more(self) -> None:
        found = self.recovery()
        self._receive(found, statement_of(found, at=today()).due + CENT, today())

    def never_receive_tomorrow(self) -> None:
        self._receive(self.recovery(), CENT, today() + timedelta(days=1))

    def never_receive_the_same_as_another(self) -> None:
        found = self.recovery(payments__isnull=False)
        done = found.payments.all()[0]
        self._receive(found, done.amount + CENT, done.received_on, done.reference)

    def run_from(self) -> None:
        found = self.recovery()
        since = found.since - timedelta(days=self.chance.randint(-2, 30))
        recoveries.run_from(recovery=found, since=since, reason="Mala fede.", by=self.clerk)

    def _instalments(self, count: int) -> None:
        found = self.recovery()
        by = found.award.submission.submitted_by
        instalments.ask(recovery=found, count=count, reason="Non li abbiamo.", by=by)

    def ask_instalments(self) -> None:
        self._instalments(self.chance.randint(2, 14))

    def never_one_instalment(self) -> None:
        self._instalments(1)

    def decide_instalments(self) -> None:
        plan = self.one(list(InstalmentPlan.objects.order_by("-pk")[:2]))
        first = today() + timedelta(days=self.chance.randint(-1, 40))
        answer, granted = self.one(["", "No."]), self.chance.random() < 0.7
        instalments.decide(plan=plan, granted=granted, first=first, answer=answer, by=self.boss)

    def close(self) -> None:
        award = self.award()
        given = standing(award).given
        due = self.one([given, given - CENT, self.some(given + 1)])
        closures.close(award=award, due=due, reason="Speso meno.", by=self.boss)

    def never_close_above(self) -> None:
        award = self.award()
        due = standing(award).given + CENT
        closures.close(award=award, due=due, reason="Speso di più.", by=self.boss)

    def write_rate(self) -> None:
        self._rate(date(today().year + self.chance.randint(0, 1), 1, 1))

    def never_a_rate_in_june(self) -> None:
        self._rate(date(today().year, 6, 1))

    def _rate(self, since: date) -> None:
        percent = EUR(self.chance.randint(0, 500)) / 100
        legal_rates.write(
            since=since, percent=percent, decree="DM di prova", is_sure=True, by=self.boss
        )

    def wait(self) -> None:
        self.clock.shift(timedelta(days=self.chance.randint(1, 40)))
        self.unbroken.forget()

    def figures_hold(self) -> None:
        for award in self.awards:
            found = standing(award)
            assert found.committed >= ZERO
            assert ZERO <= found.paid <= award.amount


def test_no_step_breaks_what_must_hold_of_awards_that_change_and_end(clock: Clock) -> None:
    tried = lives_until_all_was_tried(lambda seed: ExitLife(seed, clock), clock)

    assert tried.refused.total() > 60, tried
    assert tried.done.total() > 60, tried
