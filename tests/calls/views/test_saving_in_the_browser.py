"""The editor saving by itself in a real browser: the indicator says what the server has answered."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from calls.models import Call
from tests.calls.views.test_calls_in_the_browser import enter, look_again
from tests.factories.accounts import PersonFactory
from tests.factories.calls import CallFactory
from wecare.accounts.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]
SAVING = "**/ufficio/bandi/bando/salvataggi/**"
SAVED = re.compile(r"^Salvato alle \d\d:\d\d:\d\d$")


@pytest.fixture
def call(transactional_db: None) -> Call:
    return CallFactory(code="bando")


def editor(new_page: NewPage, section: str = "lots", **options: Any) -> Any:
    """The editor of a part, opened by an officer."""
    page = enter(new_page(**options), PersonFactory(roles=[Role.OFFICER]))
    page.goto(f"/ufficio/bandi/bando/sezioni/{section}/")
    return page


def state(page: Any) -> str:
    return str(page.locator("[data-partsave-state]").inner_text())


def wait_until_saved(page: Any) -> None:
    page.locator("[data-partsave-state]").filter(has_text=SAVED).wait_for()


def saves_held(page: Any) -> list[Any]:
    """The saves that the page asks for from now on; each waits until the test lets it go."""
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    page.route(SAVING, hold)
    return held


def until_asked(page: Any, held: list[Any], count: int = 1) -> None:
    """Wait for the page to ask for that many saves."""
    for _turn in range(100):
        if len(held) >= count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{len(held)} saves asked for and not {count}")


def titles() -> list[str]:
    return [lot.get("title", "") for lot in Call.objects.get(code="bando").draft["lots"]]


def test_what_is_typed_is_saved_a_moment_later_and_only_then_said(
    new_page: NewPage, axe: Axe, call: Call
) -> None:
    page = editor(new_page)
    assert state(page) == ""

    page.fill('[name="lots-0-title"]', "Lotto uno")
    assert state(page) == "Salvataggio…"
    assert titles()[0] == "Territoriale"
    wait_until_saved(page)

    assert titles()[0] == "Lotto uno"
    look_again(page, axe)
    page.reload()
    assert page.input_value('[name="lots-0-title"]') == "Lotto uno"


def test_it_never_says_saved_of_what_was_typed_meanwhile(new_page: NewPage, call: Call) -> None:
    page = editor(new_page)
    held = saves_held(page)
    page.fill('[name="lots-0-title"]', "Prima")
    until_asked(page, held)
    page.fill('[name="lots-0-title"]', "Prima e dopo")

    held[0].continue_()
    until_asked(page, held, 2)

    assert titles()[0] == "Prima"
    assert state(page) == "Salvataggio…"
    held[1].continue_()
    wait_until_saved(page)
    assert titles()[0] == "Prima e dopo"


def test_what_does_not_hold_is_said_and_not_stored(new_page: NewPage, axe: Axe, call: Call) -> None:
    page = editor(new_page)
    before = titles()

    page.fill('[name="lots-0-title"]', "")
    page.fill('[name="lots-1-amount"]', "non so")
    page.get_by_text("Da completare: 2 campi, non ancora salvato").wait_for()

    assert titles() == before
    look_again(page, axe)
    page.fill('[name="lots-0-title"]', "Adesso sì")
    page.get_by_text("Da completare: 1 campo, non ancora salvato").wait_for()
    page.fill('[name="lots-1-amount"]', "700.000")
    wait_until_saved(page)
    assert titles() == ["Adesso sì", "Regionale"]


def test_without_the_network_the_text_stays_and_goes_when_it_is_back(
    new_page: NewPage, axe: Axe, call: Call
) -> None:
    page = editor(new_page)
    page.route(SAVING, lambda route: route.abort())

    page.fill('[name="lots-0-title"]', "Senza rete")
    page.get_by_role("alert").filter(has_text="Non salvato: il portale non risponde").wait_for()

    assert titles()[0] == "Territoriale"
    look_again(page, axe)
    page.unroute(SAVING)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    wait_until_saved(page)
    assert titles()[0] == "Senza rete"


def test_a_session_that_ended_is_said_and_the_text_comes_back(
    new_page: NewPage, call: Call
) -> None:
    page = editor(new_page)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.fill('[name="lots-0-title"]', "Mentre la sessione finiva")
    page.get_by_role("alert").filter(has_text="la sessione è scaduta").wait_for()

    page.context.add_cookies(cookies)
    page.reload()
    page.get_by_text("In questo browser c'è un testo che non è stato salvato.").wait_for()
    assert page.input_value('[name="lots-0-title"]') == "Territoriale"
    page.get_by_role("button", name="Riprendilo").click()

    page.get_by_text("Abbiamo rimesso nei campi il testo").wait_for()
    assert page.input_value('[name="lots-0-title"]') == "Mentre la sessione finiva"
    wait_until_saved(page)
    assert titles()[0] == "Mentre la sessione finiva"


def test_a_row_that_was_added_and_never_saved_comes_back_too(new_page: NewPage, call: Call) -> None:
    page = editor(new_page)
    page.get_by_role("button", name="Aggiungi un lotto").click()
    page.wait_for_url("**/lots/#lots-2")
    page.fill('[name="lots-2-code"]', "N")  # half a row does not hold
    page.get_by_text("non ancora salvato").last.wait_for()

    page.goto("/ufficio/bandi/bando/sezioni/lots/")
    assert page.locator('[name="lots-2-code"]').count() == 0
    page.get_by_role("button", name="Riprendilo").click()

    page.get_by_text("Da completare: 2 campi, non ancora salvato").wait_for()
    assert page.input_value('[name="lots-2-code"]') == "N"
    assert len(titles()) == 2


def test_a_text_that_is_thrown_away_does_not_come_back(new_page: NewPage, call: Call) -> None:
    page = editor(new_page)
    page.fill('[name="lots-0-title"]', "")
    page.get_by_text("Da completare: 1 campo, non ancora salvato").wait_for()
    page.reload()

    page.get_by_role("button", name="Buttalo").click()
    page.reload()

    page.wait_for_timeout(300)
    assert not page.get_by_role("button", name="Buttalo").is_visible()
    assert page.input_value('[name="lots-0-title"]') == "Territoriale"


def test_rows_that_are_added_moved_and_removed_are_saved_too(
    new_page: NewPage, axe: Axe, call: Call
) -> None:
    page = editor(new_page)
    page.get_by_role("button", name="Aggiungi un lotto").click()
    wait_until_saved(page)  # a blank row is no row
    assert titles() == ["Territoriale", "Regionale"]
    for name, value in (("code", "N"), ("title", "Nuovo"), ("amount", "1.000,00")):
        page.fill(f'[name="lots-2-{name}"]', value)
    wait_until_saved(page)
    assert titles() == ["Territoriale", "Regionale", "Nuovo"]

    page.get_by_role("button", name="Sposta su Lotto 3").click()
    page.wait_for_url("**/lots/#lots")
    wait_until_saved(page)
    assert titles() == ["Territoriale", "Nuovo", "Regionale"]
    page.get_by_role("button", name="Togli Lotto 1").click()
    page.locator("#lots-2").wait_for(state="detached")
    wait_until_saved(page)

    assert titles() == ["Nuovo", "Regionale"]
    assert not page.get_by_text("non ancora salvate").is_visible()
    look_again(page, axe)


def test_a_button_pressed_while_a_save_is_under_way_does_not_meet_it(
    new_page: NewPage, call: Call
) -> None:
    page = editor(new_page)
    held = saves_held(page)
    page.fill('[name="lots-0-title"]', "Lento")
    until_asked(page, held)

    page.get_by_role("button", name="Salva e torna al bando").click()
    page.wait_for_timeout(300)
    assert page.url.endswith("/lots/")
    held[0].continue_()
    page.wait_for_url("**/ufficio/bandi/bando/")

    assert titles()[0] == "Lento"
    page.goto("/ufficio/bandi/bando/sezioni/lots/")
    assert not page.get_by_role("button", name="Riprendilo").is_visible()


def test_what_was_pressed_to_save_is_not_offered_again(new_page: NewPage, call: Call) -> None:
    page = editor(new_page)
    page.fill('[name="lots-0-amount"]', "2900000,5")
    page.get_by_role("button", name="Salva e torna al bando").click()
    page.wait_for_url("**/ufficio/bandi/bando/")

    page.goto("/ufficio/bandi/bando/sezioni/lots/")

    assert page.input_value('[name="lots-0-amount"]') == "2.900.000,50"
    page.wait_for_timeout(300)
    assert not page.get_by_role("button", name="Riprendilo").is_visible()


def test_whoever_leaves_at_once_has_saved_all_the_same(
    new_page: NewPage, call: Call, eventually: Callable[..., None]
) -> None:
    page = editor(new_page)
    page.fill('[name="lots-0-title"]', "Di fretta")

    page.goto("/ufficio/bandi/bando/")

    eventually(lambda: titles()[0] == "Di fretta")


def test_a_new_section_finds_its_questions_without_a_reload(new_page: NewPage, call: Call) -> None:
    page = editor(new_page, "sections")
    page.get_by_role("button", name="Aggiungi una sezione").click()
    page.fill('[name="sections-1-code"]', "tempi")
    page.fill('[name="sections-1-title"]', "Tempi")
    wait_until_saved(page)

    page.get_by_role("link", name="Domande di «Tempi»").wait_for()
    page.fill('[name="sections-0-code"]', "idea")
    wait_until_saved(page)
    page.fill('[name="sections-0-title"]', "L'idea")
    wait_until_saved(page)

    first, second = Call.objects.get(code="bando").draft["sections"]
    assert (first["code"], first["title"], second["code"]) == ("idea", "L'idea", "tempi")
    assert len(first["questions"]) == 5


def test_without_scripts_the_buttons_save_as_before(new_page: NewPage, call: Call) -> None:
    page = editor(new_page, java_script_enabled=False)

    page.fill('[name="lots-0-title"]', "A mano")
    page.wait_for_timeout(2500)
    assert titles()[0] == "Territoriale"
    assert not page.get_by_role("button", name="Confronta le due versioni").is_visible()
    page.get_by_role("button", name="Salva e torna al bando").click()

    assert titles()[0] == "A mano"
