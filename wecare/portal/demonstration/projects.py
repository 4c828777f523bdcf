"""How a project of the demonstration asks for money, is paid, and tells what it spent."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.timezone import localdate

from applicants.actions.brought import Brought
from funding.actions.expenses import documents as expenses
from funding.actions.expenses import reports as expense_reports
from funding.actions.expenses.documents import Said
from funding.actions.payments import checks as payment_checks
from funding.actions.payments import orders as payment_orders
from funding.actions.payments import outcomes as payment_outcomes
from funding.actions.payments import requests as payments
from funding.actions.payments.requests import Claim, SuretyGiven
from funding.enums import ExpenseKind, InstalmentKind
from funding.models import Award, ExpenseDocument, ExpenseReport, PaymentRequest
from funding.queries.expenses.people import approved_of
from funding.queries.payments.requests import plan_of
from wecare.accounts.models import Person
from wecare.core.money import portion, total
from wecare.portal.demonstration import bodies
from wecare.portal.demonstration.story import MANAGER, OFFICER, Telling

IBAN = "IT60X0542811101000000123456"  # the example of the Italian standard
SURETY_DAYS = 150
ISSUERS = (("Tipografia dimostrativa srl", 701), ("Formazione dimostrativa srl", 702))


def ask_advance(telling: Telling, award: Award) -> PaymentRequest:
    """What the plan gives in advance, asked for against a surety."""
    amount = planned(award, InstalmentKind.ADVANCE)
    with TemporaryDirectory() as folder:
        paper = Path(folder) / "fideiussione.pdf"
        paper.write_bytes(bodies.sheet())
        surety = SuretyGiven(
            f"FID-{award.pk}",
            "Banca dimostrativa",
            amount,
            day_of(telling) + timedelta(days=SURETY_DAYS + 30),
            Brought(paper.name, paper),
        )
        claim = Claim(amount, IBAN, award.organisation.name, surety=surety)
        return payments.ask(
            award=award, kind=InstalmentKind.ADVANCE, claim=claim, actor=writer_of(award)
        )


def ask(award: Award, kind: InstalmentKind, amount: Decimal) -> PaymentRequest:
    """Another payment, in euro."""
    claim = Claim(amount, IBAN, award.organisation.name)
    return payments.ask(award=award, kind=kind, claim=claim, actor=writer_of(award))


def pay(telling: Telling, asked: Sequence[PaymentRequest]) -> None:
    """The way of these requests: checked, approved, in one order, executed by the bank."""
    officer, manager = telling.people[OFFICER], telling.people[MANAGER]
    for each in asked:
        telling.after(hours=2)
        payment_checks.check(
            payment=each,
            amount=each.amount,
            reason="",
            ticks=dict.fromkeys(payment_checks.TICKS, True),
            by=officer,
        )
        telling.after(minutes=30)
        payment_checks.decide(payment=each, approved=True, reason="", by=manager)
    telling.after(hours=1)
    order = payment_orders.issue(
        payments=[each.pk for each in asked], on=day_of(telling), by=officer
    )
    telling.after(days=1)
    rows = [
        f"{each.end_to_end};{day_of(telling):%d/%m/%Y};eseguito;"
        for each in order.transfers.order_by("pk")
    ]
    payment_outcomes.take(
        content="\n".join(["codice;data;esito;motivo", *rows]).encode(),
        filename="esiti.csv",
        by=officer,
    )


def spend(telling: Telling, award: Award, *, share: Decimal, is_final: bool) -> ExpenseReport:
    """A report of two invoices: that per cent of what was approved, category by category."""
    writer = writer_of(award)
    telling.after(hours=2)
    start = start_of(award)
    made = expense_reports.start(
        award=award,
        starts_on=start,
        ends_on=day_of(telling) - timedelta(days=2),
        is_final=is_final,
        actor=writer,
    )
    costs = {
        key: portion(approved, share)
        for key, approved in approved_of(award).costs.items()
        if approved
    }
    for place, (name, number) in enumerate(ISSUERS):
        of_this = list(costs.items())[place :: len(ISSUERS)]
        telling.after(minutes=5)
        document = expenses.add_document(
            report=made,
            said=Said(
                member=award.organisation.fiscal_code,
                kind=ExpenseKind.INVOICE,
                number=f"{award.pk}/{place + 1}",
                date=start + timedelta(days=10 + place),
                issuer_name=name,
                issuer_code=bodies.fiscal_code(number),
                total=total(amount for _key, amount in of_this),
                paid_on=start + timedelta(days=30 + place),
            ),
            actor=writer,
        )
        for (_member, code), amount in of_this:
            expenses.add_line(
                document=document,
                category=code,
                amount=amount,
                description="Dati dimostrativi",
                actor=writer,
            )
        _bring(document, writer)
    telling.after(hours=1)
    return expense_reports.send(report=made, actor=writer)


def _bring(document: ExpenseDocument, writer: Person) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "fattura.pdf"
        path.write_bytes(bodies.sheet())
        expenses.attach(document=document, filename=path.name, path=path, actor=writer)


def planned(award: Award, kind: InstalmentKind) -> Decimal:
    """Euro that the plan of the award gives in this kind of payment."""
    plan = plan_of(award)
    assert plan is not None  # noqa: S101 -- the story wrote it
    return next(each.amount for each in plan.instalments.all() if each.kind == kind.value)


def start_of(award: Award) -> date:
    """The day on which the project began."""
    found = award.starts.order_by("-pk").first()
    assert found is not None  # noqa: S101 -- the story told it
    return found.starts_on


def writer_of(award: Award) -> Person:
    """Who sent the application."""
    person: Person = award.submission.submitted_by
    return person


def day_of(telling: Telling) -> date:
    """The day on which the story is, in Italy."""
    return localdate(telling.now)
