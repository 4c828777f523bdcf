"""Two officers on one call: nothing is overwritten in silence, and whoever comes second decides."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from calls.models import Call
from tests.calls.views.test_calls_in_the_browser import enter, look_again
from tests.factories.accounts import PersonFactory
from tests.factories.calls import CallFactory
from wecare.accounts.enums import Role
from wecare.core.models import Event

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]
CODE = "bando-in-due"
FIRST = '[name="lots-0-title"]'
CHANGED = "un'altra persona ha cambiato questa parte"


@pytest.fixture
def call(transactional_db: None) -> Call:
    return CallFactory(code=CODE)


@pytest.fixture
def ada(new_page: NewPage, call: Call) -> Any:
    return an_officer(new_page)


@pytest.fixture
def luca(new_page: NewPage, call: Call) -> Any:
    return an_officer(new_page)


def an_officer(new_page: NewPage, **options: Any) -> Any:
    """A browser of its own, in which an officer has logged in."""
    return enter(new_page(**options), PersonFactory(roles=[Role.OFFICER]))


def open_part(page: Any, part: str = "lots") -> None:
    page.goto(f"/ufficio/bandi/{CODE}/sezioni/{part}/")


def write(page: Any, selector: str, text: str) -> None:
    """Type, and wait until the portal says it is saved."""
    page.fill(selector, text)
    saved = re.compile(r"^Salvato alle \d\d:\d\d:\d\d$")
    page.locator("[data-partsave-state]").filter(has_text=saved).wait_for()


def told(page: Any) -> None:
    page.get_by_role("alert").filter(has_text=CHANGED).wait_for()


def stored(part: str = "lots") -> Any:
    return Call.objects.get(code=CODE).draft[part]


def read_the_same(*pages: Any, selector: str = FIRST, part: str = "lots") -> str:
    """What every page reads once it is loaded again."""
    for page in pages:
        open_part(page, part)
    (text,) = {page.input_value(selector) for page in pages}
    return str(text)


def test_the_second_sees_both_texts_and_keeps_their_own(ada: Any, luca: Any, axe: Axe) -> None:
    open_part(ada)
    open_part(luca)
    write(ada, FIRST, "Il lotto di Ada")

    luca.fill(FIRST, "Il lotto di Luca")
    told(luca)

    assert stored()[0]["title"] == "Il lotto di Ada"
    assert luca.input_value(FIRST) == "Il lotto di Luca"
    look_again(luca, axe)
    luca.get_by_role("button", name="Confronta le due versioni").click()
    luca.get_by_text("Nome del lotto: Il lotto di Ada").wait_for()
    assert luca.input_value(FIRST) == "Il lotto di Luca"
    look_again(luca, axe)
    luca.fill(FIRST, "Il lotto di Ada e Luca")
    luca.wait_for_timeout(2500)
    assert stored()[0]["title"] == "Il lotto di Ada"  # until Luca says so, nothing is written
    luca.get_by_role("button", name="Salva e torna al bando").click()
    luca.wait_for_url(f"**/ufficio/bandi/{CODE}/")

    assert read_the_same(ada, luca) == "Il lotto di Ada e Luca"
    saves = Event.objects.filter(name="call.section_saved").order_by("seq")
    assert [each.facts["version"] for each in saves] == [2, 3]


def test_the_second_sees_both_texts_and_keeps_the_others(ada: Any, luca: Any) -> None:
    open_part(ada)
    open_part(luca)
    write(ada, FIRST, "Il lotto di Ada")
    luca.fill(FIRST, "Il lotto di Luca")
    told(luca)

    luca.get_by_role("button", name="Confronta le due versioni").click()
    luca.get_by_role("link", name="Tieni la versione salvata e lascia la tua").click()
    luca.wait_for_load_state()

    assert luca.input_value(FIRST) == "Il lotto di Ada"
    assert not luca.get_by_role("button", name="Riprendilo").is_visible()
    assert read_the_same(ada, luca) == "Il lotto di Ada"
    write(luca, FIRST, "Dopo aver letto")  # and then Luca goes on
    assert read_the_same(ada, luca) == "Dopo aver letto"


def test_the_first_is_told_in_turn_when_the_second_has_decided(ada: Any, luca: Any) -> None:
    open_part(ada)
    open_part(luca)
    write(ada, FIRST, "Ada")
    luca.fill(FIRST, "Luca")
    told(luca)
    luca.get_by_role("button", name="Confronta le due versioni").click()
    luca.get_by_role("button", name="Salva e torna al bando").click()
    luca.wait_for_url(f"**/ufficio/bandi/{CODE}/")

    ada.fill(FIRST, "Ancora Ada")
    told(ada)

    assert stored()[0]["title"] == "Luca"
    assert ada.input_value(FIRST) == "Ancora Ada"


def test_two_on_different_parts_do_not_disturb_each_other(ada: Any, luca: Any) -> None:
    open_part(ada, "lots")
    open_part(luca, "costs")

    for turn in ("uno", "due"):
        write(ada, FIRST, f"Lotto {turn}")
        write(luca, '[name="costs-0-title"]', f"Voce {turn}")

    assert (stored()[0]["title"], stored("costs")[0]["title"]) == ("Lotto due", "Voce due")
    assert read_the_same(ada, luca) == "Lotto due"
    assert read_the_same(ada, luca, selector='[name="costs-0-title"]', part="costs") == "Voce due"


def test_two_on_the_questions_of_different_sections_do_not_disturb_each_other(
    ada: Any, luca: Any, call: Call
) -> None:
    when = {"code": "when", "label": "Quando?", "kind": "text", "required": True}
    call.draft["sections"].append({"code": "time", "title": "Tempi", "questions": [when]})
    call.save()
    open_part(ada, "sections/project")
    open_part(luca, "sections/time")

    write(ada, '[name="questions-0-label"]', "Quale bisogno?")
    write(luca, '[name="questions-0-label"]', "Da quando?")
    write(ada, '[name="questions-0-label"]', "Quale bisogno affronta?")

    labels = [section["questions"][0]["label"] for section in stored("sections")]
    assert labels == ["Quale bisogno affronta?", "Da quando?"]


def test_rows_moved_by_one_and_written_by_the_other_meet_as_well(ada: Any, luca: Any) -> None:
    open_part(ada)
    open_part(luca)
    ada.get_by_role("button", name="Sposta giù Lotto 1").click()
    ada.locator("[data-partsave-state]").filter(has_text="Salvato alle").wait_for()

    luca.fill(FIRST, "Territoriale, di Luca")
    told(luca)

    assert [lot["title"] for lot in stored()] == ["Regionale", "Territoriale"]


def test_without_scripts_the_second_is_stopped_at_the_button(
    new_page: NewPage, ada: Any, call: Call
) -> None:
    plain = an_officer(new_page, java_script_enabled=False)
    open_part(ada)
    open_part(plain)
    write(ada, FIRST, "Il lotto di Ada")

    plain.fill(FIRST, "Il lotto di chi non ha script")
    plain.get_by_role("button", name="Salva e torna al bando").click()

    plain.get_by_text("Nome del lotto: Il lotto di Ada").wait_for()
    assert plain.input_value(FIRST) == "Il lotto di chi non ha script"
    assert stored()[0]["title"] == "Il lotto di Ada"
    plain.get_by_role("button", name="Salva e torna al bando").click()
    assert read_the_same(ada, plain) == "Il lotto di chi non ha script"
