"""The money of the programme in a real browser: nothing broken, wide and narrow, on every page."""

from typing import Any

import pytest
from django.urls import reverse

from calls.models import BudgetMovement
from tests.calls.views.test_calls_in_the_browser import Axe, NewPage, enter, look, look_again
from tests.factories.accounts import PersonFactory
from tests.factories.budgets import FSE2, FSE2_FSC, disposed, programme, transfer
from tests.factories.calls import published_call
from wecare.accounts.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATHS = ("dotazione", "aumento", "spostamento", "riduzione")


@pytest.fixture
def desk(new_page: NewPage) -> Any:
    """An administrator at the desk, where money moved before."""
    programme()
    published_call(code="FSE2-2026")
    disposed(transfer("300.00"))
    return enter(new_page(), PersonFactory(roles=[Role.ADMIN]))


def test_the_desk_of_the_programme_breaks_no_rule(desk: Any, axe: Axe) -> None:
    look(desk, axe, reverse("calls:desk_programme"))
    look(desk, axe, reverse("calls:fund_new"))
    look(desk, axe, reverse("calls:fund", args=["FSE"]))
    for path in PATHS:
        look(desk, axe, reverse("calls:budget_new", args=[path]))


def test_a_movement_goes_from_the_form_to_the_ledger(desk: Any, axe: Axe) -> None:
    fill(desk, amount="1.000.000,00")
    desk.get_by_role("button", name="Vedi il prima e il dopo").click()
    look_again(desk, axe)
    assert desk.get_by_role("heading", level=1).inner_text().startswith("Spostamento di")

    desk.get_by_role("button", name="Registra il movimento").click()
    desk.wait_for_url("**" + reverse("calls:desk_programme"))

    look_again(desk, axe)
    assert "Movimento registrato" in desk.inner_text("body")
    assert BudgetMovement.objects.filter(act__number_text="50-2397").count() == 1


def test_a_refused_movement_breaks_no_rule_and_keeps_what_was_typed(desk: Any, axe: Axe) -> None:
    fill(desk, amount="99.000.000,00")

    desk.get_by_role("button", name="Vedi il prima e il dopo").click()

    look_again(desk, axe)
    assert "non se ne possono togliere 99.000.000,00" in desk.inner_text("main")
    assert desk.get_by_label("Importo").input_value() == "99.000.000,00"


def fill(page: Any, *, amount: str) -> None:
    page.goto(reverse("calls:budget_new", args=["spostamento"]))
    page.get_by_label("Da dove").select_option(str(FSE2))
    page.get_by_label("Verso dove").select_option(str(FSE2_FSC))
    page.get_by_label("Importo").fill(amount)
    page.get_by_label("Causale").fill("CIPE 41/2020")
    page.get_by_label("Numero dell'atto").fill("50-2397")
    page.get_by_label("Data di adozione").fill("27/11/2020")
    page.get_by_label("Oggetto dell'atto").fill("Passaggio al FSC 2014-2020")


def test_the_figures_and_their_movements_break_no_rule(new_page: NewPage, axe: Axe) -> None:
    programme()
    published_call(code="FSE2-2026")
    disposed(transfer("300.00", into=FSE2_FSC))
    page = new_page()

    look(page, axe, reverse("calls:measures"))
    look(page, axe, reverse("calls:measure", args=["FSE2"]))
    look(page, axe, reverse("calls:movements") + "?misura=FSE2&voce=liberi")
    look(page, axe, reverse("calls:movements") + "?misura=FSE3")
