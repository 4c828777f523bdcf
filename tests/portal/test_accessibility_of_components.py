"""Components in a real browser: accessible, narrow, quiet under the content policy."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import PersonFactory
from tests.fixtures.browser import too_wide
from wecare.accounts.enums import Role

pytestmark = pytest.mark.browser

PAGES = [
    "/catalogo/",
    "/promesse/",
    "/assistenza/",
    "/privacy/",
    "/note-legali/",
    "/accessibilita/",
    "/stato/",
    "/non-esiste/",
]
WIDTHS = [1280, 360]
SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  const outlined = style.outlineStyle === "solid" && style.outlineColor === "rgb(0, 0, 0)";
  return [style.boxShadow.includes("5px") || outlined, document.activeElement.outerHTML.slice(0, 80)];
}"""


def quiet(page: Any) -> list[str]:
    """The console's complaints, except for the status of a page that is meant to be missing."""
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text)
            if message.type in ("error", "warning") and "status of 404" not in message.text
            else None
        ),
    )
    return complaints


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_break_no_rule_of_accessibility_and_never_scroll_sideways(
    width: int, new_page: Callable[..., Any], axe: Callable[[Any], list[str]]
) -> None:
    page = new_page(width=width)
    complaints = quiet(page)

    for address in PAGES:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert axe(page) == [], address
        assert too_wide(page) == [], address
    assert complaints == []


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(
    new_page: Callable[..., Any], axe: Callable[[Any], list[str]]
) -> None:
    page = new_page(width=360, height=740)
    page.goto("/promesse/")
    toggler = page.locator(".custom-navbar-toggler")

    toggler.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Bandi", exact=True).wait_for(state="visible")
    page.wait_for_timeout(600)  # the menu slides in

    assert axe(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Bandi", exact=True).wait_for(state="hidden")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_menu_under_ones_name_can_be_read_and_closes_with_escape(
    width: int,
    new_page: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    live_portal: Any,
    client: Client,
) -> None:
    client.force_login(PersonFactory(roles=[Role.OFFICER, Role.ASSESSOR]))
    page = new_page(width=width)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_portal.url}])
    page.goto("/promesse/")
    page.wait_for_load_state("networkidle")

    page.locator(".wc-person summary").focus()
    page.keyboard.press("Enter")
    leave = page.get_by_role("button", name="Esci")

    assert leave.is_visible()
    assert axe(page) == []
    page.keyboard.press("Escape")
    assert leave.is_hidden()


def test_without_scripts_the_menu_of_a_phone_is_simply_there(new_page: Callable[..., Any]) -> None:
    page = new_page(width=360, java_script_enabled=False)

    page.goto("/promesse/")

    assert page.get_by_role("link", name="Bandi", exact=True).is_visible()
    assert page.locator(".custom-navbar-toggler").is_hidden()


def test_what_has_the_focus_is_seen(new_page: Callable[..., Any]) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto("/promesse/")
    unseen = []

    for _ in range(20):
        page.keyboard.press("Tab")
        page.wait_for_timeout(60)
        ring, name = page.evaluate(SEEN)
        if not ring:
            unseen.append(name)

    assert unseen == []


def test_the_summary_of_errors_takes_the_focus(new_page: Callable[..., Any]) -> None:
    page = new_page()

    page.goto("/catalogo/")
    page.wait_for_load_state("networkidle")

    assert page.evaluate("document.activeElement.id") == "errori"


def test_a_deadline_counts_on_from_the_servers_hour_and_can_be_stopped(
    new_page: Callable[..., Any],
) -> None:
    page = new_page()
    page.goto("/catalogo/")
    box = page.locator(".wc-deadline").nth(1)
    clock = box.locator("[data-deadline-clock]")

    first = clock.inner_text()
    page.wait_for_timeout(2200)
    assert clock.inner_text() > first

    box.get_by_role("button", name="Ferma i secondi").click()
    stopped = clock.inner_text()
    page.wait_for_timeout(2200)
    assert clock.inner_text() == stopped


def test_a_file_to_verify_gives_its_digest_and_stays_at_home(new_page: Callable[..., Any]) -> None:
    page = new_page()
    page.goto("/catalogo/")
    page.wait_for_load_state("networkidle")

    field = page.locator("#file-da-verificare")
    field.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"WE.CA.RE."})
    page.wait_for_function("document.getElementById('impronta-del-file').value.length === 64")

    assert field.get_attribute("name") is None
