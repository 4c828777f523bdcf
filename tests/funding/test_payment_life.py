"""An award is accepted, asked for, secured, checked, approved, ordered and paid, and reports what it spent, in
random steps, legal or not, while certificates lapse: everything that must hold does after each.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Sum

from funding.actions.conditions import adhesion
from funding.actions.conditions.antimafia import go_on
from funding.actions.expenses import checks as expense_checks
from funding.actions.expenses import documents as expenses
from funding.actions.expenses import reports as expense_reports
from funding.actions.expenses.checks import Verdict
from funding.actions.payments import checks as payment_checks
from funding.actions.payments import orders as payment_orders
from funding.actions.payments import outcomes as payment_outcomes
from funding.actions.payments import requests as payments
from funding.enums import InstalmentKind, LineState, RegisterKind, RegisterOutcome
from funding.models import (
    Award,
    ExpenseDocument,
    ExpenseLine,
    ExpenseReport,
    PaymentOrder,
    PaymentRequest,
    RegisterAnswer,
)
from funding.queries.awards.standing import on_desk, standing
from tests.factories.applicants import a_pdf
from tests.factories.conditions import answered, wants
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    officer,
    published_list,
    submitted,
)
from tests.factories.expenses import said_of
from tests.factories.funding import published_decree
from tests.factories.payments import approver, bank_says, claim, planned, surety, today
from tests.fixtures.database import Clock
from tests.fixtures.random_lives import Life, lives_until_all_was_tried
from wecare.core.money import ZERO

pytestmark = pytest.mark.django_db

EUR, CENT = Decimal, Decimal("0.01")
ADVANCE, WHOLE = EUR(64_000), EUR(160_000)


class PaymentLife(Life):
    """One award of 160 000 €, for which the call wants acceptance, DURC and antimafia information."""

    weights = {
        "accept": 3, "durc": 6, "antimafia": 2, "go_on": 2, "ask": 8, "resend": 4, "withdraw": 1,
        "give_back": 1, "check": 10, "decide": 20, "order": 10, "bank_pays": 6, "bank_rejects": 5,
        "start_report": 5, "add_document": 3, "add_line": 8, "attach": 8, "send": 9, "decide_line": 12,
        "conclude": 6, "reopen": 3, "close": 4, "wait": 4,
        "never_ask_more": 1, "never_advance_without_surety": 1, "never_approve_own_check": 2,
        "never_order_what_is_not_approved": 1, "never_line_above_document": 1,
        "never_accept_more_than_imputed": 5, "never_paid_twice_by_the_bank": 5,
        "never_repeat_a_document": 1,
    }  # fmt: skip

    def __init__(self, seed: int, clock: Clock, folder: Path) -> None:
        self.folder = folder
        super().__init__(seed, clock)

    def begin(self) -> None:
        call = call_under_evaluation()
        self.sent = submitted(call, requested=str(WHOLE), total_cost="200000.00")
        judged(call, {self.sent: GOOD})
        wants(call, durc=True, antimafia=True, acceptance=True)
        answered(self.sent, RegisterKind.ANTIMAFIA)
        answered(self.sent, RegisterKind.DURC)
        self.award: Award = on_desk().get(decree=published_decree(published_list(call)))
        planned(self.award, surety=True)
        self.writer = self.award.submission.submitted_by
        self.clerk, self.boss = officer(), manager()
        self.people = [approver(), approver(), approver("1000.00"), self.clerk]
        self.bytes = self.folder / "fattura.pdf"
        self.bytes.write_bytes(a_pdf())

    def accept(self) -> None:
        adhesion.accept(award=self.award, by=self.writer)

    def durc(self) -> None:
        outcome = self.one([RegisterOutcome.REGULAR] * 9 + [RegisterOutcome.IRREGULAR])
        answered(self.sent, RegisterKind.DURC, outcome=outcome, on=today())

    def antimafia(self) -> None:
        outcome = self.one([*RegisterOutcome][:3] + [RegisterOutcome.REGULAR] * 4)
        number = "" if outcome is RegisterOutcome.AWAITED else "BDNA-1"
        answered(self.sent, RegisterKind.ANTIMAFIA, outcome=outcome, number=number, on=today())

    def go_on(self) -> None:
        rows = RegisterAnswer.objects.filter(outcome=RegisterOutcome.AWAITED.value)
        reason = self.one(["", "Il servizio chiude."])
        go_on(answer=self.one(list(rows.order_by("pk"))), reason=reason, by=self.boss)

    def payment(self, **values: Any) -> PaymentRequest:
        return self.one(list(PaymentRequest.objects.filter(**values).order_by("pk")))

    def _claim(self, amount: Decimal) -> Any:
        days = self.chance.randint(-10, 900)
        paper = surety(self.folder, amount, days=days) if self.chance.random() < 0.8 else None
        return claim(amount, surety=paper)

    def ask(self) -> None:
        kind = self.one([*InstalmentKind])
        amount = self.one([ADVANCE, EUR(32_000), EUR(1000), EUR(self.chance.randint(0, 70_000))])
        payments.ask(award=self.award, kind=kind, claim=self._claim(amount), actor=self.writer)

    def never_ask_more(self) -> None:
        given = claim(WHOLE + CENT, surety=surety(self.folder, WHOLE + CENT))
        kind = self.one([*InstalmentKind])
        payments.ask(award=self.award, kind=kind, claim=given, actor=self.writer)

    def never_advance_without_surety(self) -> None:
        kind = InstalmentKind.ADVANCE
        payments.ask(award=self.award, kind=kind, claim=claim(ADVANCE), actor=self.writer)

    def resend(self) -> None:
        found = self.payment(state="returned")
        payments.resend(payment=found, claim=self._claim(found.amount), actor=self.writer)

    def withdraw(self) -> None:
        payments.withdraw(payment=self.payment(), actor=self.writer)

    def give_back(self) -> None:
        reason = self.one(["", "Manca la firma."])
        payment_checks.give_back(payment=self.payment(), reason=reason, by=self.clerk)

    def check(self) -> None:
        found = self.payment()
        ticks = dict.fromkeys(payment_checks.TICKS, self.chance.random() < 0.95)
        amount = self.one([found.amount, found.amount, found.amount - CENT, found.amount + CENT])
        payment_checks.check(
            payment=found, amount=amount, reason="Una parte.", ticks=ticks, by=self.clerk
        )

    def _decide(self, found: PaymentRequest, person: Any, *, approved: bool = True) -> None:
        payment_checks.decide(payment=found, approved=approved, reason="No.", by=person)

    def decide(self) -> None:
        waits = self.payment(state__in=["checked", "checked", "approved"])
        self._decide(waits, self.one(self.people), approved=self.chance.random() < 0.95)

    def never_approve_own_check(self) -> None:
        self._decide(self.payment(state="checked"), self.clerk)

    def order(self) -> None:
        found = self.payment(state__in=["approved", "ordered"])
        payment_orders.issue(payments=[found.pk], on=today(), by=self.clerk)

    def never_order_what_is_not_approved(self) -> None:
        found = self.payment(state__in=["asked", "checked", "returned", "withdrawn", "paid"])
        payment_orders.issue(payments=[found.pk], on=today(), by=self.clerk)

    def _bank(self, outcome: str, reason: str = "", **values: Any) -> None:
        orders = PaymentOrder.objects.filter(**values).order_by("pk").distinct()
        content = bank_says(self.one(list(orders)), outcome, reason)
        payment_outcomes.take(content=content, filename="esiti.csv", by=self.clerk)

    def bank_pays(self) -> None:
        self._bank("eseguito", transfers__outcome=None)

    def bank_rejects(self) -> None:
        self._bank("respinto", "Conto chiuso.", transfers__outcome=None)

    def never_paid_twice_by_the_bank(self) -> None:
        self._bank("respinto", "Conto chiuso.", transfers__outcome="executed")

    def report(self, **values: Any) -> ExpenseReport:
        return self.one(list(ExpenseReport.objects.filter(**values).order_by("pk")))

    def start_report(self) -> None:
        last = ExpenseReport.objects.order_by("-ends_on").first()
        starts = last.ends_on + timedelta(days=1) if last else date(today().year, 1, 1)
        expense_reports.start(
            award=self.award,
            starts_on=starts + timedelta(days=self.chance.choice([0, 0, 0, -1])),
            ends_on=starts + timedelta(days=self.chance.randint(-1, 40)),
            is_final=self.chance.random() < 0.05,
            actor=self.writer,
        )

    def add_document(self) -> None:
        report = self.report()
        said = said_of(
            self.award, paid_on=report.ends_on - timedelta(days=self.chance.randint(-1, 5))
        )
        expenses.add_document(report=report, said=said, actor=self.writer)

    def document(self, **lacking: Any) -> ExpenseDocument:
        """One that lacks something, or now and then any."""
        rows = ExpenseDocument.objects.order_by("pk")
        if self.chance.random() < 0.9:
            rows = rows.filter(**lacking)
        return self.one(list(rows))

    def never_repeat_a_document(self) -> None:
        found = self.document()
        said = said_of(self.award, number=found.number, date=found.date)
        expenses.add_document(report=found.report, said=said, actor=self.writer)

    def _line(self, amount: Decimal) -> None:
        found = self.document(lines=None, report__state="draft")
        category = self.one(["work", "prepare", "spread"])
        expenses.add_line(document=found, category=category, amount=amount, actor=self.writer)

    def add_line(self) -> None:
        self._line(EUR(self.chance.randint(1, 1300)))

    def never_line_above_document(self) -> None:
        self._line(EUR(1220) + CENT)

    def attach(self) -> None:
        found = self.document(file=None)
        expenses.attach(document=found, filename="fattura.pdf", path=self.bytes, actor=self.writer)

    def send(self) -> None:
        expense_reports.send(report=self.report(), actor=self.writer)

    def _verdict(self, verdict: Callable[[ExpenseLine], Verdict]) -> None:
        rows = ExpenseLine.objects.select_related("report").exclude(report__state="draft")
        if self.chance.random() < 0.8:
            rows = rows.filter(state=LineState.TO_CHECK.value)
        line = self.one(list(rows.order_by("pk")))
        expense_checks.decide(line=line, verdict=verdict(line), version=line.version, by=self.clerk)

    def decide_line(self) -> None:
        verdicts = [
            Verdict(LineState.ACCEPTED),
            Verdict(LineState.REFUSED, reason=self.one(["", "Fuori dal progetto."])),
            Verdict(LineState.PARTLY, EUR(self.chance.randint(0, 1300)), "Una parte."),
        ]
        self._verdict(lambda _line: self.one(verdicts))

    def never_accept_more_than_imputed(self) -> None:
        self._verdict(lambda line: Verdict(LineState.PARTLY, line.amount + CENT, "Di più."))

    def conclude(self) -> None:
        expense_checks.conclude(report=self.report(state__in=["sent", "checked"]), by=self.clerk)

    def reopen(self) -> None:
        expense_checks.reopen(report=self.report(), reason="Un dubbio.", by=self.boss)

    def close(self) -> None:
        found = self.report(state__in=["checked", "closed", "sent"])
        expense_checks.close(report=found, note=self.one(["", "Va bene."]), by=self.boss)

    def wait(self) -> None:
        self.clock.shift(timedelta(days=self.chance.randint(1, 50)))
        self.unbroken.forget()

    def figures_hold(self) -> None:
        found = standing(self.award)
        out = PaymentRequest.objects.filter(state="paid").aggregate(sum=Sum("proposed"))["sum"]
        assert found.paid == (out or ZERO) <= WHOLE
        assert found.committed == WHOLE - found.paid


def test_no_step_breaks_what_must_hold_of_payments_and_reports(
    clock: Clock, tmp_path: Path
) -> None:
    tried = lives_until_all_was_tried(
        lambda seed: PaymentLife(seed, clock, tmp_path), clock, fewest=2, steps=240
    )

    assert tried.refused.total() > 100, tried
    assert tried.done.total() > 100, tried
