"""The calls in a real browser: every page and state without a broken rule, wide and narrow."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.actions.calls import save_section
from calls.enums import CallState, EditorSection
from calls.models import Call
from tests.factories.accounts import PersonFactory
from tests.factories.calls import (
    CallFactory,
    LineFactory,
    allocated,
    funded,
    past_call,
    published_call,
)
from wecare.accounts.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]
WIDTHS = (360, 1280)


def enter(page: Any, person: Any) -> Any:
    """The page of somebody who has logged in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies["sessionid"]
    page.goto("/healthz")
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": page.url}])
    return page


def look(page: Any, axe: Axe, address: str) -> None:
    """Open the page: wide and narrow nothing is broken and nothing lies outside the screen."""
    response = page.goto(address)
    assert response.status == 200, address
    look_again(page, axe)


def look_again(page: Any, axe: Axe) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") == width, page.url


def concluded() -> Call:
    call = past_call(code="finito")
    Call.objects.filter(pk=call.pk).update(state=CallState.CONCLUDED.value)
    return call


def test_the_public_pages_break_no_rule(new_page: NewPage, axe: Axe) -> None:
    page = new_page()
    for empty in ("/", "/misure/", "/bandi/"):
        look(page, axe, empty)
    published_call(code="aperto", demonstration=True)
    past_call(code="scaduto")
    concluded()

    for address in (
        "/",
        "/misure/",
        "/misure/FSE2/",
        "/bandi/",
        "/bandi/?stato=conclusi",
        "/bandi/?stato=in-arrivo",
        "/bandi/aperto/",
        "/bandi/scaduto/",
        "/bandi/finito/",
        "/bandi/aperto/regole/",
    ):
        look(page, axe, address)


def test_the_pages_of_the_desk_break_no_rule(new_page: NewPage, axe: Axe) -> None:
    page = enter(new_page(), PersonFactory(roles=[Role.OFFICER]))
    for empty in ("/ufficio/", "/ufficio/bandi/"):
        look(page, axe, empty)
    allocated(LineFactory(), "3600000.00")
    CallFactory(code="vuoto", empty=True)
    funded(CallFactory(code="pronto"))
    published_call(code="aperto")
    past_call(code="scaduto")
    Call.objects.filter(pk=past_call(code="chiuso").pk).update(state=CallState.CLOSED.value)
    concluded()

    for address in (
        "/ufficio/",
        "/ufficio/bandi/",
        "/ufficio/bandi/nuovo/",
        *(f"/ufficio/bandi/{code}/" for code in ("vuoto", "pronto", "aperto", "chiuso", "finito")),
        "/ufficio/bandi/vuoto/anteprima/",
        "/ufficio/bandi/pronto/anteprima/",
        "/ufficio/bandi/vuoto/pubblicazione/",
        "/ufficio/bandi/pronto/pubblicazione/",
        "/ufficio/bandi/aperto/pubblicazione/",
        "/ufficio/bandi/aperto/chiusura/",
        "/ufficio/bandi/scaduto/chiusura/",
        "/ufficio/bandi/chiuso/chiusura/",
    ):
        look(page, axe, address)


def test_the_editor_breaks_no_rule_in_any_state(new_page: NewPage, axe: Axe) -> None:
    page = enter(new_page(), PersonFactory(roles=[Role.OFFICER]))
    call = CallFactory(code="pronto")
    for section in EditorSection:
        look(page, axe, f"/ufficio/bandi/pronto/sezioni/{section.value}/")
    look(page, axe, "/ufficio/bandi/pronto/sezioni/sections/project/")

    page.goto("/ufficio/bandi/pronto/sezioni/criteria/")
    page.fill('[name="criteria-0-maximum"]', "1e400")
    page.fill('[name="parte-assessors"]', "nessuno")
    page.get_by_role("button", name="Salva e continua").click()
    page.wait_for_url("**/criteria/")
    assert page.title().startswith("Errore:")
    assert page.evaluate("document.activeElement.id") == "errori"
    assert page.input_value('[name="criteria-0-maximum"]') == "1e400"
    look_again(page, axe)

    page.goto("/ufficio/bandi/pronto/sezioni/lots/")
    page.fill('[name="lots-0-title"]', "Il mio lotto")
    save_section(
        call=call,
        section=EditorSection.LOTS,
        value=[{"code": "X", "title": "Il lotto di Luca", "amount": "5.00"}],
        base_version=1,
        actor=PersonFactory(),
    )
    page.get_by_role("button", name="Salva e continua").click()
    page.get_by_text("Il lotto di Luca").wait_for()
    assert page.input_value('[name="lots-0-title"]') == "Il mio lotto"
    look_again(page, axe)

    page.get_by_role("button", name="Aggiungi un lotto").click()
    page.get_by_text("Le righe sono cambiate ma non ancora salvate").wait_for()
    look_again(page, axe)


def test_rows_are_added_moved_and_removed_without_scripts(new_page: NewPage) -> None:
    page = enter(new_page(java_script_enabled=False), PersonFactory(roles=[Role.OFFICER]))
    CallFactory(code="vuoto", empty=True)
    page.goto("/ufficio/bandi/vuoto/sezioni/lots/")

    def row(at: int, code: str, amount: str) -> None:
        page.fill(f'[name="lots-{at}-code"]', code)
        page.fill(f'[name="lots-{at}-title"]', f"Lotto {code}")
        page.fill(f'[name="lots-{at}-amount"]', amount)

    row(0, "A", "1.000,00")
    page.get_by_role("button", name="Aggiungi un lotto").click()
    row(1, "B", "2.000,00")
    page.get_by_role("button", name="Aggiungi un lotto").click()
    row(2, "C", "3.000,00")
    page.get_by_role("button", name="Sposta su Lotto 3").click()
    page.get_by_role("button", name="Togli Lotto 1").click()
    page.get_by_role("button", name="Salva e torna al bando").click()

    stored = Call.objects.get(code="vuoto").draft["lots"]
    assert [(lot["code"], lot["amount"]) for lot in stored] == [("C", "3000.00"), ("B", "2000.00")]


def test_pressing_enter_in_a_field_saves(new_page: NewPage) -> None:
    page = enter(new_page(), PersonFactory(roles=[Role.OFFICER]))
    CallFactory(code="pronto")
    page.goto("/ufficio/bandi/pronto/sezioni/lots/")

    page.fill('[name="lots-0-title"]', "Nuovo nome")
    page.press('[name="lots-0-title"]', "Enter")
    page.wait_for_url("**/eligibility/")

    assert Call.objects.get(code="pronto").draft["lots"][0]["title"] == "Nuovo nome"


def test_an_officer_writes_previews_publishes_and_sees_the_call_in_public(
    new_page: NewPage,
) -> None:
    page = enter(new_page(), PersonFactory(roles=[Role.OFFICER]))
    funded(CallFactory(code="pronto"))

    page.goto("/ufficio/bandi/pronto/")
    page.get_by_role("link", name="Vai alla pubblicazione").click()
    page.fill('[name="number_text"]', "DD 12/A2203A/2026")
    page.fill('[name="adopted_on"]', "02/01/2020")
    page.fill('[name="subject"]', "Approvazione del bando")
    page.get_by_role("button", name="Pubblica il bando").click()
    page.wait_for_url(f"**{reverse('calls:desk_call', args=['pronto'])}")
    page.get_by_role("link", name="Vedi la pagina pubblica").click()

    page.get_by_role("link", name="Inizia la domanda").wait_for()
    assert "DD 12/A2203A/2026" in page.inner_text("main")
