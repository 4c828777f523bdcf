"""The small scripts in a real browser, against answers that the test gives."""

import json
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

SIGN = """
<div data-autosave-sign data-saved="Salvato alle {hour}" data-saving="Salvataggio" data-offline="Manca la rete"
     data-failed="Non risponde" data-back="Tornata: {hour}" data-refused="Rifiutato: {reason}"
     data-expired="Scaduta" data-conflict="Due versioni" data-found="Ritrovato" data-recovered="Salvato alle {hour}">
  <p data-autosave-state></p><p role="alert" data-autosave-alert></p>
</div>
<template data-conflict><div class="wc-conflict">
  <blockquote data-conflict-mine></blockquote><button type="button" data-conflict-keep-mine>Tieni la mia</button>
  <p data-conflict-by>L'altra</p>
  <blockquote data-conflict-theirs></blockquote><button type="button" data-conflict-keep-theirs>Tieni l'altra</button>
</div></template>
"""
FORM = """
<form data-autosave-url="/prova/salvataggio/" method="post">
  <input type="hidden" name="csrfmiddlewaretoken" value="segno">
  <div class="wc-field"><label for="a">Bisogno</label><textarea id="a" name="bisogno" data-version="3"></textarea></div>
  <input type="hidden" name="bisogno__version" value="3">
</form>
"""
FORMSET = """
<form><div data-formset="voci">
  <input type="hidden" name="voci-TOTAL_FORMS" value="1"><input type="hidden" name="voci-MAX_NUM_FORMS" value="3">
  <div data-formset-row><input name="voci-0-nome"><input type="checkbox" name="voci-0-DELETE">
    <button type="button" data-formset-remove hidden>Togli</button></div>
  <template data-formset-empty><div data-formset-row><input name="voci-__prefix__-nome">
    <input type="checkbox" name="voci-__prefix__-DELETE">
    <button type="button" data-formset-remove hidden>Togli</button></div></template>
  <button type="button" data-formset-add hidden>Aggiungi</button>
</div></form>
"""
Open = Callable[..., Any]


@pytest.fixture
def trial(new_page: Callable[..., Any]) -> Open:
    """`trial(body, "autosave.js")` is a page at /prova/ with that body and those scripts."""

    def open_trial(body: str | Callable[[], str], *scripts: str) -> Any:
        page = new_page()
        tags = "".join(
            f'<script type="module" src="/static/wecare/{name}"></script>' for name in scripts
        )
        page.route(
            "**/prova/",
            lambda route: route.fulfill(
                content_type="text/html; charset=utf-8",
                body=f"<!doctype html><html lang=it><title>Prova</title>{body() if callable(body) else body}{tags}",
            ),
        )
        page.goto("/prova/")
        page.wait_for_load_state("networkidle")
        return page

    return open_trial


class Desk:
    """Answers the saves as the test says, and remembers them."""

    def __init__(self, page: Any) -> None:
        self.asked: list[dict[str, Any]] = []
        self.pens: set[str] = set()
        self.answers: list[tuple[int, dict[str, Any]] | None] = []
        page.route("**/prova/salvataggio/", self._answer)

    def _answer(self, route: Any) -> None:
        asked = json.loads(route.request.post_data)
        self.pens.add(asked.pop("pen"))
        self.asked.append(asked)
        answer = self.answers.pop(0)
        if answer is None:
            route.abort()
            return
        status, facts = answer
        route.fulfill(status=status, content_type="application/json", body=json.dumps(facts))


def kept(page: Any) -> int:
    return page.evaluate("Object.keys(localStorage).length")


def test_a_field_saves_itself_and_says_when(trial: Open) -> None:
    page = trial(SIGN + FORM, "autosave.js")
    desk = Desk(page)
    desk.answers = [(200, {"field": "bisogno", "version": 4, "saved_at": "08:58:03"})]

    page.locator("#a").fill("Case che aiutano")
    page.get_by_text("Salvato alle 08:58:03").wait_for()

    assert desk.asked == [{"field": "bisogno", "value": "Case che aiutano", "version": 3}]
    assert page.locator("[name=bisogno__version]").input_value() == "4"
    assert kept(page) == 0


def test_what_could_not_be_saved_stays_here_and_goes_again(trial: Open) -> None:
    page = trial(SIGN + FORM, "autosave.js")
    desk = Desk(page)
    desk.answers = [None, (200, {"field": "bisogno", "version": 4, "saved_at": "09:00:00"})]

    page.locator("#a").fill("Senza rete")
    page.get_by_role("alert").filter(has_text="Non risponde").wait_for()
    assert kept(page) == 1

    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.get_by_text("Tornata: 09:00:00").wait_for()
    assert [each["value"] for each in desk.asked] == ["Senza rete", "Senza rete"]
    assert kept(page) == 0


def test_a_text_the_server_never_had_comes_back_at_the_next_visit(trial: Open) -> None:
    page = trial(SIGN + FORM, "autosave.js")
    desk = Desk(page)
    desk.answers = [(403, {}), (200, {"field": "bisogno", "version": 4, "saved_at": "09:10:00"})]

    page.locator("#a").fill("Sessione finita")
    page.get_by_role("alert").filter(has_text="Scaduta").wait_for()
    page.reload()
    page.get_by_text("Salvato alle 09:10:00").wait_for()

    assert page.locator("#a").input_value() == "Sessione finita"
    assert desk.asked[-1] == {"field": "bisogno", "value": "Sessione finita", "version": 3}


@pytest.mark.parametrize(
    ("button", "value"), [("Tieni la mia", "Tre animatori"), ("Tieni l'altra", "Quattro animatori")]
)
def test_of_two_versions_one_is_chosen_and_none_is_lost(
    button: str, value: str, trial: Open
) -> None:
    page = trial(SIGN + FORM, "autosave.js", "conflict.js")
    desk = Desk(page)
    theirs = {
        "field": "bisogno",
        "version": 5,
        "value": "Quattro animatori",
        "saved_by": "Luca Verdi",
    }
    desk.answers = [
        (409, theirs),
        (200, {"field": "bisogno", "version": 6, "saved_at": "09:20:00"}),
    ]

    page.locator("#a").fill("Tre animatori")
    box = page.locator(".wc-conflict")
    box.wait_for()
    assert [each.inner_text() for each in box.locator("blockquote").all()] == [
        "Tre animatori",
        "Quattro animatori",
    ]
    assert "Luca Verdi" in box.inner_text()

    box.get_by_role("button", name=button).click()
    page.get_by_text("Salvato alle 09:20:00").wait_for()
    assert desk.asked[-1] == {"field": "bisogno", "value": value, "version": 5}


def test_a_refusal_is_told_and_not_asked_again(trial: Open) -> None:
    page = trial(SIGN + FORM, "autosave.js")
    desk = Desk(page)
    desk.answers = [(409, {"message": "Il bando è chiuso.", "closed": True})]

    page.locator("#a").fill("Tardi")
    page.get_by_text("Rifiutato: Il bando è chiuso.").wait_for()
    page.wait_for_timeout(1500)

    assert len(desk.asked) == 1


def test_rows_are_added_and_removed_by_keyboard(trial: Open) -> None:
    page = trial(FORMSET, "formset.js")

    page.get_by_role("button", name="Aggiungi").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "voci-1-nome"
    assert page.locator("[name=voci-TOTAL_FORMS]").input_value() == "2"

    page.get_by_role("button", name="Togli").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("[name=voci-0-DELETE]").is_checked()
    assert page.locator("[name=voci-0-nome]").is_hidden()
    assert page.evaluate("document.activeElement.textContent") == "Aggiungi"


def test_a_document_in_the_making_shows_up_by_itself(trial: Open) -> None:
    visits = iter(["pending", "pending", "rendered", "rendered"])
    page = trial(
        lambda: f'<div id="d" data-progress="{next(visits)}">Documento</div>', "progress.js"
    )

    page.locator('[data-progress="rendered"]').wait_for()

    assert page.locator("#d").count() == 1


CONDITIONS = """
<form><div class="wc-field"><input type="radio" name="forma" value="sola"><input type="radio" name="forma" value="gruppo"></div>
  <div class="wc-field"><select name="legame" data-shown-if="forma" data-shown-values='["gruppo"]'>
    <option></option><option>ATS</option></select></div>
  <div class="wc-field"><input name="quando" data-shown-if="legame" data-shown-values='["ATS"]'></div>
  <div class="wc-field"><input name="altrove" data-shown-if="di-un-altra-pagina" data-shown-values='["x"]'></div></form>
"""


def test_a_question_appears_with_the_answer_it_hangs_on_and_goes_with_it(trial: Open) -> None:
    page = trial(CONDITIONS, "conditions.js")
    names = ("legame", "quando", "altrove")

    def seen() -> list[str]:
        return [name for name in names if page.locator(f"[name={name}]").is_visible()]

    assert seen() == ["altrove"]
    page.locator("[value=gruppo]").check()
    assert seen() == ["legame", "altrove"]
    page.locator("[name=legame]").select_option("ATS")
    assert seen() == ["legame", "quando", "altrove"]
    page.locator("[value=sola]").check()
    assert seen() == ["altrove"]
