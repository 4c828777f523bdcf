"""What people do in the browser, one function per thing done. Words are those on the screen."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
from pypdf import PdfReader

from wecare.accounts.actions import people
from wecare.accounts.enums import Role
from wecare.accounts.models import Person

PASSWORD = "una-frase-lunga-2026"


def enrol(email: str, name: str, role: Role) -> Person:
    """Somebody of the office; applicants register by themselves."""
    given, family = name.split()
    person = people.register(email=email, password=PASSWORD, given_name=given, family_name=family)
    people.grant_role(person=person, role=role, by=None, basis="Atto di prova")
    return person


def log_in(page: Any, email: str) -> Any:
    """Log in and arrive at one's own area."""
    page.goto("/accesso/")
    fill(page, {"username": email, "password": PASSWORD})
    press(page, "Accedi")
    assert "/accesso/" not in page.url, page.inner_text("main")
    return page


def register(page: Any, email: str, name: str) -> Any:
    """Register as a stranger does, then log in."""
    given, family = name.split()
    page.goto("/registrazione/")
    fill(page, {"email": email, "given_name": given, "family_name": family})
    for number, field in enumerate(page.query_selector_all("main input[type=password]")):
        assert number < 2
        field.fill(PASSWORD)
    page.click("main form button[type=submit]")
    return log_in(page, email)


def fill(page: Any, values: Mapping[str, Any]) -> None:
    """Fill fields by name: text, select, radio or check boxes (a list ticks each value)."""
    for name, value in values.items():
        chosen = page.locator(f'main [name="{name}"]')
        kind = chosen.first.evaluate("e => e.tagName + '.' + (e.type || '')")
        if kind.startswith("SELECT"):
            chosen.first.select_option(value)
        elif kind in {"INPUT.radio", "INPUT.checkbox"}:
            for each in [value] if isinstance(value, str) else value:
                tick(page, f'main [name="{name}"][value="{each}"]')
        else:
            chosen.first.fill(value)


def tick(page: Any, selector: str) -> None:
    """Choose a radio or a check box as people do: by its label."""
    box = page.locator(selector).first
    page.locator(f'label[for="{box.get_attribute("id")}"]').first.click()
    assert box.is_checked(), selector


def press(page: Any, label: str) -> None:
    """Press the button or follow the link with these words, in the page's content."""
    target = page.locator("main").get_by_role("button", name=label, exact=True)
    if target.count() == 0:
        target = page.locator("main").get_by_role("link", name=label, exact=True)
    target.first.click()
    page.wait_for_load_state("load")


def rows(page: Any, table: str, add: str, filled: list[Mapping[str, Any]]) -> None:
    """Fill a table of the editor, asking for a new row where there is none."""
    for number, row in enumerate(filled):
        if page.locator(f'main [name="{table}-{number}-{next(iter(row))}"]').count() == 0:
            press(page, add)
        fill(page, {f"{table}-{number}-{name}": value for name, value in row.items()})


def a_pdf(text: str = "") -> bytes:
    """A small PDF to attach."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def downloaded(page: Any, label: str) -> bytes:
    """The file behind a link."""
    with page.expect_download() as waiting:
        page.locator("main").get_by_role("link", name=label).first.click()
    return Path(waiting.value.path()).read_bytes()


def text_of(pdf: bytes) -> str:
    """The words of a PDF, white space made plain."""
    reader = PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def until(page: Any, label: str, *, tries: int = 60) -> None:
    """Reload until a link with these words appears: what a person waiting does."""
    for _try in range(tries):
        if page.locator("main").get_by_role("link", name=label).count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"{label!r} did not appear: {page.inner_text('main')}")
