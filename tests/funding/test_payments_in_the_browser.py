"""A payment from the plan to the bank in a real browser: accessible at every step, wide and narrow."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from funding.models import Award, PaymentOrder, PaymentRequest
from funding.queries.awards.standing import on_desk, standing
from tests.calls.views.test_calls_in_the_browser import enter, look, look_again
from tests.e2e.steps import tick
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_pdf
from tests.factories.funding import an_award
from tests.factories.payments import BROKEN_IBAN, IBAN, approver, bank_says, today
from wecare.accounts.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]


def test_an_advance_with_its_surety_is_paid(new_page: NewPage, axe: Axe, tmp_path: Path) -> None:
    award = an_award()
    officer = enter(new_page(), PersonFactory(roles=[Role.OFFICER]))
    own = enter(new_page(), award.submission.submitted_by)
    admin = enter(new_page(), PersonFactory(roles=[Role.ADMIN]))

    plan(officer, axe, award)
    ask(own, axe, award, tmp_path / "fideiussione.pdf")
    payment = PaymentRequest.objects.get()
    check(officer, axe, payment)
    for _number in range(2):
        approve(enter(new_page(), approver()), axe, payment)
    order(officer, axe)
    take(officer, axe, tmp_path / "esiti.csv")

    assert standing(on_desk().get()).paid == 32_000
    look(own, axe, reverse("funding:own_payment", args=[award.pk, payment.pk]))
    _shot(own, "own_paid")
    look(officer, axe, reverse("funding:award", args=[award.pk]))
    _shot(officer, "award")
    look(admin, axe, reverse("funding:spending_limits"))
    _shot(admin, "limits")


def plan(officer: Any, axe: Axe, award: Award) -> None:
    call = award.decree.ranked_list.call
    look(officer, axe, reverse("funding:payment_habit", args=[call.code]))
    look(officer, axe, reverse("funding:payment_plan", args=[award.pk]))
    _shot(officer, "plan")
    officer.get_by_role("button", name="Scrivi il piano").click()
    officer.get_by_text("Piano dei pagamenti, versione 1").first.wait_for()
    look_again(officer, axe)


def ask(own: Any, axe: Axe, award: Award, paper: Path) -> None:
    """Ask for the advance, first with an account that is none: nothing typed is lost."""
    paper.write_bytes(a_pdf())
    look(own, axe, reverse("funding:own_award", args=[award.pk]))
    _shot(own, "own_award")
    own.get_by_role("link", name="Chiedi un pagamento").click()
    typed = {
        "amount": "32.000,00",
        "iban": BROKEN_IBAN,
        "surety_number": "FID 7",
        "surety_issuer": "Banca Demo",
        "surety_amount": "32.000,00",
        "surety_expires": "31/12/2030",
    }
    for name, value in typed.items():
        own.fill(f"[name={name}]", value)
    own.set_input_files("[name=surety_file]", str(paper))
    own.get_by_role("button", name="Invia la richiesta").click()
    own.get_by_text("modulo 97").first.wait_for()
    look_again(own, axe)
    _shot(own, "own_refused")
    assert {name: own.input_value(f"[name={name}]") for name in typed} == typed
    own.fill("[name=iban]", IBAN)
    own.set_input_files("[name=surety_file]", str(paper))
    own.get_by_role("button", name="Invia la richiesta").click()
    own.get_by_text("La richiesta è inviata").first.wait_for()
    look_again(own, axe)
    _shot(own, "own_payment")


def check(officer: Any, axe: Axe, payment: PaymentRequest) -> None:
    look(officer, axe, reverse("funding:payments"))
    _shot(officer, "desk")
    look(officer, axe, address_of(payment))
    _shot(officer, "to_check")
    tick(officer, "[name=documents]")
    tick(officer, "[name=account]")
    officer.get_by_role("button", name="Proponi il pagamento").click()
    officer.get_by_text("si propone di pagare").first.wait_for()


def approve(boss: Any, axe: Axe, payment: PaymentRequest) -> None:
    look(boss, axe, address_of(payment))
    _shot(boss, "to_approve")
    boss.get_by_role("button", name="Approva il pagamento di").click()
    boss.get_by_text("La tua approvazione è registrata").first.wait_for()


def order(officer: Any, axe: Axe) -> None:
    look(officer, axe, reverse("funding:payments") + "?fase=da-ordinare")
    _shot(officer, "to_order")
    tick(officer, "[name=payments]")
    officer.fill("[name=on]", f"{today():%d/%m/%Y}")
    officer.get_by_role("button", name="Prepara l'ordine per la banca").click()
    officer.get_by_text("L'ordine è pronto").first.wait_for()
    look_again(officer, axe)
    _shot(officer, "order")
    with officer.expect_download() as got:
        officer.get_by_role("link", name="File per la banca").click()
    assert "CstmrCdtTrfInitn" in Path(got.value.path()).read_text()


def take(officer: Any, axe: Axe, said: Path) -> None:
    """Take the bank's file, first one with a row that is not ours."""
    said.write_bytes(b"codice;data;esito;motivo\nWCR-9-9;26/11/2026;eseguito;")
    look(officer, axe, reverse("funding:payment_outcomes"))
    officer.set_input_files("[name=file]", str(said))
    officer.get_by_role("button", name="Importa gli esiti").click()
    officer.get_by_text("non è di un nostro ordine").first.wait_for()
    look_again(officer, axe)
    said.write_bytes(bank_says(PaymentOrder.objects.get()))
    officer.set_input_files("[name=file]", str(said))
    officer.get_by_role("button", name="Importa gli esiti").click()
    officer.get_by_text("1 pagamento eseguito").first.wait_for()


def address_of(payment: PaymentRequest) -> str:
    return reverse("funding:payment", args=[payment.award_id, payment.pk])


def _shot(page: Any, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{folder}/pay-{name}-{width}.png", full_page=True)
