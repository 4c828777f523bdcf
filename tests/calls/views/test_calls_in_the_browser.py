"""The calls in a real browser: every page and state without a broken rule, wide and narrow."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.actions.calls import save_section
from calls.enums import CallState, EditorSection
from calls.models import Call
from tests.calls.views.test_versions import ACT, in_a_month
from tests.factories.accounts import PersonFactory
from tests.factories.calls import (
    CallFactory,
    LineFactory,
    a_complete_draft,
    allocated,
    funded,
    past_call,
    published_call,
)
from tests.factories.versions import corrected, with_correction
from tests.fixtures.browser import too_wide
from tests.fixtures.database import Clock
from wecare.accounts.enums import Role
from wecare.core.clock import now

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]
WIDTHS = (360, 1280)


def enter(page: Any, person: Any) -> Any:
    """The page of somebody who has logged in."""
    client = Client()
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
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
        assert too_wide(page) == [], page.url


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
        "/bandi/aperto/modulo/",
        "/bandi/finito/modulo/1/",
        "/bandi/aperto/fac-simile/",
    ):
        look(page, axe, address)


def test_the_pages_of_the_desk_break_no_rule(new_page: NewPage, axe: Axe) -> None:
    page = enter(new_page(), PersonFactory(roles=[Role.OFFICER]))
    for empty in ("/ufficio/", "/ufficio/bandi/", "/ufficio/bandi/nuovo/modelli/"):
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
        "/ufficio/bandi/nuovo/modelli/",
        "/ufficio/bandi/pronto/modello/",
        "/ufficio/bandi/aperto/modello/1/",
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


def test_an_extension_is_seen_and_published_and_its_pages_break_no_rule(
    new_page: NewPage, axe: Axe
) -> None:
    page = enter(new_page(), PersonFactory(roles=[Role.OFFICER]))
    call = published_call(code="aperto")
    costs = [*call.draft["costs"], {"code": "staff", "title": "Personale"}]
    with_correction(call, EditorSection.COSTS, costs)
    for address in ("/ufficio/bandi/aperto/", "/ufficio/bandi/aperto/correzione/"):
        look(page, axe, address)

    look(page, axe, "/ufficio/bandi/aperto/proroga/")
    for name, typed in ACT.items():
        if name != "base_version":
            locator = page.locator(f'[name="{name}"]')
            locator.select_option(typed) if name == "kind" else locator.fill(typed)
    page.fill('[name="closes_at"]', in_a_month(call))
    page.get_by_role("button", name="Vedi che cosa cambia").click()
    page.get_by_role("button", name="Pubblica la proroga").wait_for()
    look_again(page, axe)
    page.get_by_role("button", name="Pubblica la proroga").click()
    page.wait_for_url("**/ufficio/bandi/aperto/")

    corrected(call)
    look(page, axe, "/bandi/aperto/versioni/")
    look(page, axe, "/bandi/aperto/")
    assert call.rulebooks.count() == 3


def test_a_page_open_while_the_call_opens_and_closes_says_so(
    new_page: NewPage, axe: Axe, clock: Clock
) -> None:
    at = now()
    half_a_minute = timedelta(seconds=30)
    coming = published_call(
        code="presto",
        draft=a_complete_draft(opens_at=at + half_a_minute, closes_at=at + timedelta(days=9)),
    )
    published_call(
        code="aperto",
        draft=a_complete_draft(opens_at=at - half_a_minute, closes_at=at + half_a_minute),
    )
    turn = coming.windows.get().opens_at
    for code, said in (
        ("aperto", "Il termine è passato mentre"),
        ("presto", "È l'ora di apertura"),
    ):
        clock.shift(turn - now() - timedelta(seconds=4))  # the clock runs
        page = new_page()
        page.goto(f"/bandi/{code}/")
        assert not page.get_by_text(said).is_visible()
        page.get_by_role("button", name="Ferma i secondi").click()

        page.get_by_text(said).wait_for()

        look_again(page, axe)
        assert not page.locator("[data-deadline-sign]").is_visible()
        page.get_by_role("link", name="Ricarica la pagina").click()
        page.wait_for_load_state()
        assert page.locator("[data-deadline-sign]").is_visible()


def test_a_question_is_asked_answered_and_read(new_page: NewPage, axe: Axe) -> None:
    published_call(code="aperto")
    asker = enter(new_page(), PersonFactory())
    look(asker, axe, "/bandi/aperto/domande-e-risposte/")
    asker.get_by_role("link", name="Fai una domanda").click()
    asker.get_by_label("La tua domanda").fill("Può partecipare una ONLUS?")
    look_again(asker, axe)
    asker.get_by_role("button", name="Invia la domanda all'ufficio").click()
    asker.get_by_text("Attende risposta").wait_for()
    look_again(asker, axe)

    office = enter(new_page(), PersonFactory(roles=[Role.OFFICER]))
    look(office, axe, "/ufficio/bandi/aperto/quesiti/")
    office.get_by_role("link", name="Può partecipare una ONLUS?").click()
    office.get_by_label("Argomento").select_option("who")
    office.get_by_label("Risposta").fill("Sì, se è iscritta al RUNTS.")
    look_again(office, axe)
    office.get_by_role("button", name="Pubblica la risposta").click()
    office.get_by_text("Risposta pubblicata").wait_for()

    everyone = new_page()
    look(everyone, axe, "/bandi/aperto/domande-e-risposte/")
    assert "Sì, se è iscritta al RUNTS." in everyone.inner_text("main")


def test_calls_are_looked_for_without_scripts(new_page: NewPage, axe: Axe) -> None:
    published_call(code="aperto")
    page = new_page(java_script_enabled=False)
    page.goto("/bandi/")
    page.get_by_label("Parole o codice").fill("innovazioni")
    page.get_by_label("Chi può partecipare").select_option("ets_aps")
    page.get_by_role("button", name="Cerca").click()

    assert page.locator(".wc-card").count() == 1
    look(new_page(), axe, "/bandi/?q=innovazioni&chi=ets_aps&stato=aperti")
    look(new_page(), axe, "/bandi/?q=zzz")


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
