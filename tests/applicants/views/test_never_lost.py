"""Nothing typed is ever lost: a real browser, and a portal that really goes away."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from applicants.models import Answer, Application, WrittenVersion
from tests.calls.views.test_calls_in_the_browser import enter
from tests.factories.accounts import PASSWORD, PersonFactory
from tests.factories.applicants import a_draft
from tests.factories.calls import published_call
from tests.factories.mandates import a_mandate
from tests.factories.mortal import Mortal
from wecare.accounts.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]
NEED = "[name=need]"
SAVED = re.compile(r"Salvato alle \d\d:\d\d:\d\d$")
TEXT = "Una casa per chi resta"


@pytest.fixture
def ada(transactional_db: None) -> Person:
    return PersonFactory(given_name="Ada", family_name="Bo")


@pytest.fixture
def draft(ada: Person) -> Application:
    return a_draft(published_call(), actor=ada)


@pytest.fixture
def page(new_page: NewPage, ada: Person, draft: Application) -> Any:
    return opened(enter(new_page(), ada), draft)


@pytest.fixture
def mortal(transactional_db: None, own_services: None, tmp_path: Any) -> Iterator[Mortal]:
    portal = Mortal(tmp_path)
    portal.start()
    yield portal
    portal.stop()


def address(draft: Application) -> str:
    return f"/area/domande/{draft.public_id}/sezioni/project/"


def opened(page: Any, draft: Application) -> Any:
    page.goto(address(draft))
    return page


def saved(page: Any) -> None:
    page.locator("[data-autosave-state]").filter(has_text=SAVED).wait_for()


def alarmed(page: Any, words: str) -> None:
    page.get_by_role("alert").filter(has_text=words).wait_for()
    assert not SAVED.search(page.locator("[data-autosave-sign]").inner_text())


def waiting(page: Any) -> list[str]:
    """The texts that wait in this browser."""
    found: list[str] = page.evaluate(
        "Object.keys(localStorage).filter(k => k.startsWith('wecare:answer'))"
        ".map(k => JSON.parse(localStorage.getItem(k)).value)"
    )
    return found


def stored() -> str | None:
    return Answer.objects.filter(key="need").values_list("value", flat=True).first()


def test_it_says_saved_only_once_the_portal_has_it(page: Any) -> None:
    page.fill(NEED, TEXT)
    page.get_by_text("Non ancora salvato…").wait_for()
    saved(page)

    assert (stored(), waiting(page)) == (TEXT, [])


def test_a_text_typed_offline_is_safe_here_and_goes_when_the_network_is_back(page: Any) -> None:
    page.context.set_offline(True)
    page.fill(NEED, TEXT)
    alarmed(page, "Sei senza rete: il testo è al sicuro in questo browser")
    assert (stored(), waiting(page)) == (None, [TEXT])

    page.context.set_offline(False)
    saved(page)

    assert (stored(), waiting(page)) == (TEXT, [])


def test_a_page_closed_offline_finds_its_text_again(
    page: Any, draft: Application, axe: Axe
) -> None:
    page.context.set_offline(True)
    page.fill(NEED, TEXT)
    alarmed(page, "Sei senza rete")
    with connection.cursor() as cursor:  # the last try of a page that goes away fails too
        cursor.execute("ALTER TABLE applicants_writtenversion RENAME TO gone")
    page.goto("about:blank")
    page.wait_for_timeout(1500)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE gone RENAME TO applicants_writtenversion")
    page.context.set_offline(False)

    again = opened(page, draft)
    assert again.input_value(NEED) == TEXT
    saved(again)
    assert "Abbiamo ritrovato un testo non salvato" in again.inner_text("[data-autosave-state]")

    assert (stored(), waiting(again), axe(again)) == (TEXT, [], [])


def test_after_logging_in_again_in_another_tab_the_text_goes(
    page: Any, ada: Person, axe: Axe
) -> None:
    page.context.clear_cookies()
    page.fill(NEED, TEXT)
    alarmed(page, "La sessione è scaduta: accedi in un'altra scheda")
    assert page.get_by_role("link", name="Accedi (si apre un'altra scheda)").is_visible()
    assert (stored(), axe(page)) == (None, [])

    enter(page.context.new_page(), ada)
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(page)

    assert (stored(), waiting(page)) == (TEXT, [])


def test_somebody_else_in_the_same_browser_neither_reads_nor_saves_it(
    page: Any, draft: Application
) -> None:
    colleague = PersonFactory()
    a_mandate(colleague, draft.organisation)
    page.context.clear_cookies()
    page.fill(NEED, TEXT)
    alarmed(page, "La sessione è scaduta")

    other = opened(enter(page.context.new_page(), colleague), draft)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_timeout(2000)

    assert (other.input_value(NEED), stored()) == ("", None)
    assert waiting(page) == [TEXT]


def test_a_portal_that_breaks_is_asked_again(page: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE applicants_writtenversion RENAME TO gone")
    page.fill(NEED, TEXT)
    alarmed(page, "Non ancora salvato, riproviamo")
    assert (stored(), waiting(page)) == (None, [TEXT])

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE gone RENAME TO applicants_writtenversion")
    saved(page)

    assert (stored(), waiting(page)) == (TEXT, [])


def test_a_killed_portal_loses_nothing(
    mortal: Mortal, new_page: NewPage, ada: Person, draft: Application
) -> None:
    page = enter(new_page(), ada)
    page.goto(mortal.url + address(draft))
    page.fill(NEED, "Prima")
    saved(page)

    mortal.kill()
    page.fill(NEED, TEXT)
    alarmed(page, "Non ancora salvato, riproviamo")
    assert (stored(), waiting(page)) == ("Prima", [TEXT])
    mortal.start()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page)

    assert (stored(), waiting(page)) == (TEXT, [])


def test_leaving_with_unsaved_text_is_asked_first(page: Any, draft: Application) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.context.set_offline(True)
    page.locator(NEED).press_sequentially("Casa")
    alarmed(page, "Sei senza rete")

    page.close(run_before_unload=True)
    page.wait_for_timeout(500)

    assert asked == ["beforeunload"]


def test_leaving_the_computer_drops_what_waits_after_a_warning(page: Any) -> None:
    page.context.set_offline(True)
    page.fill(NEED, TEXT)
    alarmed(page, "Sei senza rete")
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    with connection.cursor() as cursor:  # nothing may be saved meanwhile
        cursor.execute("ALTER TABLE applicants_writtenversion RENAME TO gone")
    page.context.set_offline(False)

    page.locator("details.wc-person summary").click()
    page.get_by_role("button", name="Esci").click()
    page.get_by_text("Sei fuori dall'area personale").wait_for()
    page.wait_for_load_state("load")
    left = waiting(page)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE gone RENAME TO applicants_writtenversion")

    assert "se esci lo cancelliamo" in said[0]
    assert left == []


def test_one_is_offline_while_another_writes_and_both_texts_are_shown_and_kept(
    page: Any, new_page: NewPage, draft: Application, axe: Axe
) -> None:
    luca = PersonFactory(given_name="Luca", family_name="Verdi")
    a_mandate(luca, draft.organisation)
    other = opened(enter(new_page(width=390), luca), draft)
    page.context.set_offline(True)
    page.fill(NEED, "Casa di Ada")
    alarmed(page, "Sei senza rete")
    other.fill(NEED, "Casa di Luca")
    saved(other)

    page.context.set_offline(False)
    alarmed(page, "Due versioni di questa risposta")
    box = page.locator(".wc-conflict")
    assert [each.inner_text() for each in box.locator("blockquote").all()] == [
        "Casa di Ada",
        "Casa di Luca",
    ]
    assert axe(page) == []
    box.get_by_role("button", name="Tieni la mia").press("Enter")
    saved(page)

    assert stored() == "Casa di Ada"
    kept = WrittenVersion.objects.filter(key="need").order_by("id").values_list("value", "origin")
    assert list(kept) == [
        ("Casa di Luca", "saved"),
        ("Casa di Ada", "set_aside"),
        ("Casa di Ada", "saved"),
    ]


def test_a_page_whose_answer_was_lost_does_not_meet_itself(page: Any) -> None:
    page.route("**/salvataggio/", lambda route: (route.fetch(), route.abort()), times=1)
    page.fill(NEED, "Prima")
    alarmed(page, "Non ancora salvato, riproviamo")
    assert stored() == "Prima"

    page.fill(NEED, TEXT)
    saved(page)

    assert (stored(), page.locator(".wc-conflict").count()) == (TEXT, 0)


def test_without_a_script_a_press_after_the_session_comes_back_after_the_login(
    new_page: NewPage, ada: Person, draft: Application
) -> None:
    page = opened(enter(new_page(java_script_enabled=False), ada), draft)
    page.fill(NEED, TEXT)
    kept = [each for each in page.context.cookies() if each["name"] != "sessionid"]
    page.context.clear_cookies()
    page.context.add_cookies(kept)

    page.get_by_role("button", name="Salva e resta qui").click()
    assert "/accesso/" in page.url
    page.fill("[name=username]", ada.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Accedi").click()

    assert page.input_value(NEED) == TEXT
    assert page.get_by_text("Ecco quello che avevi scritto").is_visible()
    page.get_by_role("button", name="Salva e resta qui").click()
    assert stored() == TEXT
