"""A whole application, every kind of field of it, with the keyboard alone, and with a thumb on a phone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pytest
from django.urls import reverse

from applicants.models import Application, Invitation, Submission
from tests.calls.views.test_calls_in_the_browser import enter
from tests.factories.applicants import a_draft, a_pdf, an_organisation
from tests.factories.partners import ROLE, a_group_call
from tests.factories.rules import draft
from tests.fixtures.browser import too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
MOST_TABS = 250  # nobody goes through a page for longer
MORE = {
    "code": "more",
    "title": "Chi e dove",
    "questions": [
        {"code": "who", "label": "Chi lavora?", "kind": "table", "columns": ["Ente", "Ruolo"]},
        {"code": "map", "label": "La mappa", "kind": "file"},
    ],
}


class Hand(Protocol):
    """How somebody uses a page."""

    page: Any

    def press(self, target: str) -> None:
        """Follow a link, press a button, choose or check what this selector finds."""

    def write(self, target: str, text: str) -> None:
        """Write into a field, over what it says."""

    def bring(self, target: str, file: Path) -> None:
        """Choose a file in the window that the field opens."""


class Keyboard:
    """Tab to go on, Space and Enter to press, arrows to choose: no pointer at all."""

    def __init__(self, page: Any) -> None:
        self.page = page
        page.on("filechooser", _waits)  # from now on the browser asks here, not on the screen

    def press(self, target: str) -> None:
        self._reach(target)
        kind = self.page.evaluate("document.activeElement.type ?? ''")
        self.page.keyboard.press("Space" if kind in ("radio", "checkbox") else "Enter")

    def write(self, target: str, text: str) -> None:
        self._reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def bring(self, target: str, file: Path) -> None:
        self._reach(target)
        with self.page.expect_file_chooser() as chosen:
            self.page.keyboard.press("Enter")
        chosen.value.set_files(file)

    def _reach(self, target: str) -> None:
        """Tab until the focus is there; within a group of radios the arrows go on, as they do."""
        seen = []
        for _step in range(MOST_TABS):
            here = self.page.evaluate(
                "(css) => { const on = document.activeElement; return [on.matches(css), on.type,"
                " [...document.querySelectorAll(css)].some((one) => one.type === 'radio'"
                " && one.name === on.name), on.outerHTML.slice(0, 80)]; }",
                target,
            )
            matches, kind, in_the_group, told = here
            if matches:
                return
            seen.append(told)
            self.page.keyboard.press("ArrowDown" if kind == "radio" and in_the_group else "Tab")
        raise AssertionError(f"{target} is out of the keyboard's reach: {seen[-12:]}")


class Thumb:
    """Taps, and the keys of the screen."""

    def __init__(self, page: Any) -> None:
        self.page = page
        page.on("filechooser", _waits)  # from now on the browser asks here, not on the screen

    def press(self, target: str) -> None:
        found = self.page.locator(target).first
        if found.evaluate("(one) => ['radio', 'checkbox'].includes(one.type)"):
            found = self.page.locator(f"label[for='{found.get_attribute('id')}']")
        found.tap()

    def write(self, target: str, text: str) -> None:
        self.page.locator(target).first.tap()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def bring(self, target: str, file: Path) -> None:
        with self.page.expect_file_chooser() as chosen:
            self.page.locator(target).first.tap()
        chosen.value.set_files(file)


def _waits(_chooser: Any) -> None:
    """Whoever brings a file answers."""


@pytest.fixture
def application(transactional_db: None) -> Application:
    sections = [*draft()["sections"], ROLE, MORE]
    return a_draft(a_group_call(sections=sections), title="")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "atto.pdf"
    path.write_bytes(a_pdf())
    return path


def test_the_whole_application_is_written_and_sent_by_keyboard_alone(
    new_page: NewPage, application: Application, file: Path
) -> None:
    page = enter(new_page(), application.created_by)

    written_and_sent(Keyboard(page), application, file)


def test_the_whole_application_is_written_and_sent_on_a_phone(
    new_page: NewPage, application: Application, file: Path
) -> None:
    page = enter(
        new_page(width=390, height=844, has_touch=True, is_mobile=True), application.created_by
    )

    written_and_sent(Thumb(page), application, file)


class Writing:
    """Somebody who goes through an application, from its page and back to it."""

    def __init__(self, hand: Hand, application: Application) -> None:
        self.hand, self.page, self.application = hand, hand.page, application
        self.home = reverse("applicants:application", args=[application.public_id])
        self.wide: dict[str, Any] = {}

    def opened(self, name: str, *more: Any) -> None:
        """Follow the link to this page of the application."""
        address = reverse(f"applicants:{name}", args=[self.application.public_id, *more])
        self.hand.press(f"a[href='{address}']")
        self.page.wait_for_url(f"**{address}")
        if isinstance(self.hand, Thumb) and (found := too_wide(self.page)):
            self.wide[name] = found

    def saved(self) -> None:
        """Press the first button of the form, which leads back to the application."""
        self.hand.press("main form [type=submit]:not([name])")
        self.page.wait_for_url(f"**{self.home}")

    def went_home(self) -> None:
        self.hand.press(f"main a[href='{self.home}']")
        self.page.wait_for_url(f"**{self.home}")

    def answered(self) -> None:
        write, press = self.hand.write, self.hand.press
        self.opened("heading")
        write("[name=title]", "Una casa per tutti")
        press("[name=lot][value=T]")
        press("main form [type=submit]")
        self.page.wait_for_url(f"**{self.home}")
        self.opened("section", "project")
        for name, text in (("need", "Case per tutti"), ("people", "120"), ("fee", "1.250,50")):
            write(f"[name={name}]", text)
        write("[name=start]", "01/03/2027")
        press("[name=field][value=casa]")
        self.saved()
        self.opened("section", "own")
        write("[name=role]", "Guida")
        self.saved()
        self.opened("section", "more")
        for cell, text in (("1_1", "Beta"), ("1_2", "Fa le case")):
            write(f"#id_who_{cell}", text)
        self.saved()

    def costed(self) -> None:
        self.opened("costs")
        shown = "main input:not([type=hidden])"
        for row, amount in (("prepare", "10.000"), ("work", "80.000"), ("spread", "10.000")):
            self.hand.write(f"{shown}[name$='cost_{row}']", amount)
        self.hand.write(f"{shown}[name$='own_funding']", "20.000")
        self.saved()

    def attached(self, file: Path) -> None:
        self.opened("attachments")
        for place in ("deed", "map"):
            self.hand.bring(f"#posto-{place} input[type=file]", file)
            done = self.page.locator(f"#posto-{place} [data-upload-done]")
            done.filter(has_text="Il file è al sicuro").wait_for()
        self.went_home()

    def invited(self, fiscal_code: str) -> None:
        self.opened("partnership")
        self.opened("invitation_new")
        self.hand.write("[name=name]", "Beta")
        self.hand.write("[name=fiscal_code]", fiscal_code)
        self.hand.press("main form [type=submit]")
        self.page.get_by_text("Il collegamento si vede solo adesso").wait_for()
        self.hand.press(f"a[href='{self.home}']")
        self.page.wait_for_url(f"**{self.home}")

    def sent(self) -> None:
        self.opened("review")
        self.hand.press("[name=confirmed]")
        self.hand.press("main form[action$='/invio/'] [type=submit]")
        self.page.wait_for_url("**/ricevute/1/")


def written_and_sent(hand: Hand, application: Application, file: Path) -> None:
    """From the first page to the receipt, and what stands in what was sent."""
    writing, beta = Writing(hand, application), an_organisation(name="Beta")

    hand.page.goto(writing.home)
    writing.answered()
    writing.costed()
    writing.attached(file)
    writing.invited(beta.fiscal_code)
    writing.sent()

    assert writing.wide == {}
    assert Invitation.objects.get().fiscal_code == beta.fiscal_code
    content = Submission.objects.get().content
    assert content["title"] == "Una casa per tutti"
    assert content["answers"] == {
        "need": "Case per tutti",
        "people": 120,
        "fee": "1250.50",
        "start": "2027-03-01",
        "field": "casa",
        "role": "Guida",
        "who": "Beta; Fa le case",
    }
    assert {each["requirement"] for each in content["attachments"]} == {"deed", "map"}
    assert content["costs"] == {"prepare": "10000.00", "work": "80000.00", "spread": "10000.00"}
