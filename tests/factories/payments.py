"""Payments for tests, brought to each state by their own actions."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from applicants.actions.brought import Brought
from funding.actions.payments import checks as payment_checks
from funding.actions.payments import orders as payment_orders
from funding.actions.payments import outcomes as payment_outcomes
from funding.actions.payments import plans, spending
from funding.actions.payments import requests as payments
from funding.actions.payments.requests import Claim, SuretyGiven
from funding.engine.payments import Share
from funding.enums import InstalmentKind
from funding.models import Award, OutcomeImport, PaymentOrder, PaymentPlan, PaymentRequest
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_pdf
from tests.factories.evaluation import manager, officer
from tests.fixtures.scenes import scene
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core import clock

IBAN = "IT60X0542811101000000123456"  # the example of the Italian standard
OTHER_IBAN = "DE89370400440532013000"
BROKEN_IBAN = "IT61X0542811101000000123456"


def today() -> Any:
    return clock.today()


def a_paper(folder: Path, name: str = "fideiussione.pdf") -> Brought:
    """A file as somebody brings it."""
    path = folder / name
    path.write_bytes(a_pdf())
    return Brought(name, path)


@scene
def planned(award: Award, *, surety: bool = False, needs_report: bool = False) -> PaymentPlan:
    """The plan 40 + 40 + 20; by default it asks for nothing else."""
    shares = [
        Share(each.kind, each.amount, each.percent, needs_report and each.needs_report)
        for each in plans.suggested(award)
    ]
    return plans.write(award=award, shares=shares, surety=surety, surety_days=365, by=officer())


def claim(amount: Decimal | str | int = "32000.00", **said: Any) -> Claim:
    """What a beneficiary asks."""
    return Claim(
        Decimal(amount),
        said.pop("iban", IBAN),
        said.pop("holder", "Associazione di prova"),
        **said,
    )


def surety(folder: Path, amount: Decimal | str = "32000.00", *, days: int = 400) -> SuretyGiven:
    """What a private body brings with an advance."""
    expires = today() + timedelta(days=days)
    return SuretyGiven("FID-1", "Banca Demo", Decimal(amount), expires, a_paper(folder))


@scene
def asked(
    award: Award,
    kind: InstalmentKind = InstalmentKind.ADVANCE,
    amount: Decimal | str | int = "32000.00",
    **said: Any,
) -> PaymentRequest:
    """A request by who sent the application."""
    actor = award.submission.submitted_by
    return payments.ask(award=award, kind=kind, claim=claim(amount, **said), actor=actor)


@scene
def checked(payment: PaymentRequest, amount: Decimal | str | int | None = None) -> PaymentRequest:
    """The request after an officer's check, who proposes all of it unless an amount says less."""
    payment_checks.check(
        payment=payment,
        amount=payment.amount if amount is None else Decimal(amount),
        reason="" if amount is None else "Una parte non spetta.",
        ticks=dict.fromkeys(payment_checks.TICKS, True),
        by=officer(),
    )
    return fresh(payment)


@scene
def admin() -> Person:
    return PersonFactory(roles=[Role.ADMIN])


@scene
def approver(up_to: Decimal | str | int = "1000000.00") -> Person:
    """A manager who approves up to so much."""
    person = manager()
    spending.set_limit(
        person=person,
        up_to=Decimal(up_to),
        since=today(),
        until=None,
        basis="DD di prova",
        by=admin(),
    )
    return person


@scene
def one_is_enough(award: Award, above: Decimal | str | int = "1000000.00") -> None:
    """Payments of the measure up to so much are approved by one person."""
    measure = award.decree.ranked_list.call.line.measure
    spending.set_two_people(measure=measure, above=Decimal(above), basis="DD di prova", by=admin())


@scene
def approved(payment: PaymentRequest, *people: Person) -> PaymentRequest:
    """The request after the yes of these people; of two new ones if none is named."""
    for person in people or (approver(), approver()):
        payment_checks.decide(payment=payment, approved=True, reason="", by=person)
    return fresh(payment)


@scene
def ordered(*found: PaymentRequest) -> PaymentOrder:
    """The order of these."""
    return payment_orders.issue(payments=[each.pk for each in found], on=today(), by=officer())


def bank_says(
    order: PaymentOrder, outcome: str = "eseguito", reason: str = "", *, on: str = ""
) -> bytes:
    """The bank's file on all the transfers of an order."""
    on = on or f"{today():%d/%m/%Y}"
    rows = [f"{each.end_to_end};{on};{outcome};{reason}" for each in order.transfers.order_by("id")]
    return "\n".join(["codice;data;esito;motivo", *rows]).encode()


@scene
def answered(order: PaymentOrder, outcome: str = "eseguito", reason: str = "") -> OutcomeImport:
    """The bank's answer, taken."""
    return payment_outcomes.take(
        content=bank_says(order, outcome, reason), filename="esiti.csv", by=officer()
    )


def fresh(payment: PaymentRequest) -> PaymentRequest:
    return PaymentRequest.objects.get(pk=payment.pk)
