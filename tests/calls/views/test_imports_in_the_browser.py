"""Files of movements in a real browser: nothing broken, wide and narrow, in every state."""

from typing import Any

import pytest
from django.urls import reverse

from calls.models import BudgetImport, ImportProgress
from tests.calls.views.test_calls_in_the_browser import Axe, NewPage, enter, look, look_again
from tests.factories.accounts import PersonFactory
from tests.factories.budgets import disposed, programme, reduction
from tests.factories.imports import (
    bringing,
    brought,
    carried_on,
    confirmed,
    file_of,
    recorded,
    row,
    taking,
    tried,
)
from wecare.accounts.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(new_page: NewPage) -> Any:
    """An administrator at the desk."""
    programme()
    return enter(new_page(), PersonFactory(roles=[Role.ADMIN]))


def address(job: BudgetImport) -> str:
    return reverse("calls:budget_import", args=[job.pk])


def bring(page: Any, content: bytes) -> None:
    page.goto(reverse("calls:budget_import_new"))
    file = {"name": "movimenti.csv", "mimeType": "text/csv", "buffer": content}
    page.get_by_label("File dei movimenti").set_input_files(file)
    page.get_by_role("button", name="Carica e prova").click()


def test_the_pages_break_no_rule_in_any_state(desk: Any, axe: Axe) -> None:
    look(desk, axe, reverse("calls:budget_imports"))
    look(desk, axe, reverse("calls:budget_import_new"))
    look(desk, axe, address(recorded([row()])))
    good = tried([row(), bringing("50,00")])
    look(desk, axe, address(good))
    look(desk, axe, reverse("calls:budget_import_confirmation", args=[good.pk]))
    disposed(reduction("1.00"), number="DGR 2-2")
    desk.get_by_role("button", name="Registra i movimenti").click()
    look_again(desk, axe)
    assert "I conti sono cambiati dopo la prova" in desk.inner_text("main")
    look(desk, axe, address(tried([row(importo="x", da="FSE2"), taking("9.000,00"), row()])))
    stopped = confirmed(tried([taking("1,00")]))
    disposed(reduction("1.00"), number="DGR 2-3")
    look(desk, axe, address(carried_on(stopped)))
    look(desk, axe, reverse("calls:budget_imports"))


def test_a_file_that_is_refused_says_why_at_its_field(desk: Any, axe: Axe) -> None:
    bring(desk, b"tipo;importo\naumento;1,00\n")

    look_again(desk, axe)
    assert "Nel file mancano le colonne: «da», «a»" in desk.inner_text("main")


def test_a_file_goes_from_the_form_to_the_ledger(desk: Any, axe: Axe) -> None:
    bring(desk, file_of([row(), bringing("50,00")]))
    desk.wait_for_url("**/importazioni/*/")
    carried_on(BudgetImport.objects.get())
    desk.reload()
    desk.get_by_role("link", name="Rileggi e conferma").click()
    desk.get_by_role("button", name="Registra i movimenti").click()
    desk.wait_for_url("**/importazioni/*/")
    carried_on(BudgetImport.objects.get())

    desk.reload()

    look_again(desk, axe)
    assert "Registrati 2 movimenti, con i loro atti" in desk.inner_text("main")


def test_how_far_it_is_changes_by_itself_and_then_says_that_it_is_done(desk: Any, axe: Axe) -> None:
    job = brought([bringing("1,00", number) for number in range(30)])
    progress = ImportProgress.objects.filter(of=job)
    progress.update(stage="checking", done=10)
    look(desk, axe, address(job))
    assert "Fatti 10 di 30." in desk.inner_text("main")

    progress.update(done=20)
    desk.get_by_text("Fatti 20 di 30.").wait_for()
    carried_on(job)
    desk.get_by_role("link", name="Aggiorna la pagina").wait_for(state="detached")
    desk.get_by_role("link", name="La prova è finita: leggi il risultato").click()

    desk.get_by_text("Prova: 30 righe valide").wait_for()
