"""The attachments page in a real browser: parts, progress, a line that breaks, a reload, axe."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from applicants.models import Application, Attachment
from tests.calls.views.test_calls_in_the_browser import enter
from tests.factories.applicants import a_draft
from tests.factories.calls import published_call
from tests.factories.files import a_large_pdf
from tests.fixtures.browser import too_wide
from wecare.core.digests import sha256

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]
SIZE = 9_000_000


@pytest.fixture
def draft(transactional_db: None) -> Application:
    return a_draft(published_call())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    name = f"atto-{random.randrange(10**6)}-{'lungo' * 20}.pdf"
    return a_large_pdf(tmp_path / name, SIZE)


def where(draft: Application) -> str:
    return reverse("applicants:attachments", args=[draft.public_id])


def choose(page: Any, file: Path) -> None:
    page.locator("#posto-deed input[type=file]").set_input_files(file)


def safe(page: Any) -> None:
    page.locator("#posto-deed [data-upload-done]").filter(has_text="Il file è al sicuro").wait_for()


def test_a_file_goes_in_parts_and_the_page_says_it_is_safe(
    new_page: NewPage, draft: Application, file: Path, axe: Axe
) -> None:
    page = enter(new_page(width=390), draft.created_by)
    sent: list[str] = []
    page.on("request", lambda each: sent.append(each.method))
    page.goto(where(draft))
    assert axe(page) == []

    choose(page, file)
    safe(page)

    assert sent.count("PATCH") == -(-file.stat().st_size // (2 * 1024**2))
    assert Attachment.objects.get().file_id == sha256(file.read_bytes())
    assert "L'impronta è uguale" in page.inner_text("#posto-deed")
    assert file.name in page.inner_text("#posto-deed")
    assert "100" in page.text_content("[data-upload-spoken]") or "sicuro" in page.text_content(
        "[data-upload-spoken]"
    )
    assert too_wide(page) == []
    assert axe(page) == []


def test_a_broken_line_and_a_reload_go_on_from_where_it_stopped(
    new_page: NewPage, draft: Application, file: Path
) -> None:
    page = enter(new_page(), draft.created_by)
    offsets: list[int] = []

    def third_breaks(route: Any) -> None:
        if route.request.method == "PATCH":
            offsets.append(int(route.request.headers["upload-offset"]))
            if len(offsets) >= 3:
                route.abort()
                return
        route.continue_()

    page.route("**/parti/**", third_breaks)
    page.goto(where(draft))
    choose(page, file)
    page.locator("[data-upload-line]").filter(has_text="Manca la rete").first.wait_for()
    page.unroute("**/parti/**")
    page.on("dialog", lambda dialog: dialog.accept())
    broken = len(offsets)
    page.route("**/parti/**", lambda route: (note(route, offsets), route.continue_()))
    page.reload()
    note_line = page.locator("#posto-deed [data-upload-line]")
    note_line.filter(has_text="Avevi iniziato a caricare").wait_for()

    choose(page, file)
    safe(page)

    assert offsets[broken] >= 2 * 2 * 1024**2
    assert Attachment.objects.get().file_id == sha256(file.read_bytes())


def note(route: Any, offsets: list[int]) -> None:
    if route.request.method == "PATCH":
        offsets.append(int(route.request.headers["upload-offset"]))


def test_a_refusal_is_said_at_the_place_and_another_file_can_be_chosen(
    new_page: NewPage, draft: Application, tmp_path: Path, file: Path, axe: Axe
) -> None:
    page = enter(new_page(), draft.created_by)
    bad = tmp_path / "atto.pdf"
    bad.write_bytes(b"MZ" * 1000)
    page.goto(where(draft))

    choose(page, bad)
    page.get_by_role("alert").filter(has_text="Il nome dice PDF, il contenuto no").wait_for()
    assert axe(page) == []
    choose(page, file)

    safe(page)


def test_a_dropped_file_begins_by_itself(new_page: NewPage, draft: Application) -> None:
    page = enter(new_page(), draft.created_by)
    page.goto(where(draft))

    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["MZ"], "atto.pdf"));
          document.querySelector("#posto-deed form").dispatchEvent(
            new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )

    page.get_by_role("alert").filter(has_text="Il nome dice PDF, il contenuto no").wait_for()


def test_without_a_script_the_form_is_sent_whole(
    new_page: NewPage, draft: Application, file: Path
) -> None:
    page = enter(new_page(java_script_enabled=False), draft.created_by)
    page.goto(where(draft))

    choose(page, file)
    page.locator("#posto-deed form button[type=submit]").click()

    assert "Il file è al sicuro" in page.inner_text("body")
    assert Attachment.objects.get().filename.endswith(".pdf")
