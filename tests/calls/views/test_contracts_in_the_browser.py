"""Contracts and accompaniments in a real browser: every page and state, wide and narrow."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from calls.models import Accompaniment
from tests.calls.views.test_calls_in_the_browser import enter, look, look_again
from tests.factories.accounts import PersonFactory
from tests.factories.contracts import an_accompaniment
from wecare.accounts.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]
DESK = "/ufficio/programma/contratti/"
FIRST = f"{DESK}accompagnamento-fase-1/"


@pytest.fixture
def loaded(transactional_db: None) -> None:
    call_command("load_territory", verbosity=0)
    call_command("load_programme", verbosity=0)


def test_the_public_pages_break_no_rule(loaded: None, new_page: NewPage, axe: Axe) -> None:
    page = new_page()

    for address in ("/misure/ACC/", "/misure/FSE1/", "/misure/accompagnamenti/", "/territorio/"):
        look(page, axe, address)
    page.goto("/misure/FSE1/")
    page.get_by_role("link", name="Chi accompagna quale progetto").click()
    assert page.url.endswith("/misure/accompagnamenti/#FSE1")
    page.get_by_role("link", name="Servizio di accompagnamento").click()
    assert page.url.endswith("/misure/ACC/#contratto-accompagnamento-fase-1")


def test_pages_with_nothing_to_show_break_no_rule(new_page: NewPage, axe: Axe) -> None:
    page = new_page()
    look(page, axe, "/misure/accompagnamenti/")

    enter(page, PersonFactory(roles=[Role.OFFICER]))
    look(page, axe, DESK)


def test_the_desk_breaks_no_rule_and_says_what_does_not_hold(
    loaded: None, new_page: NewPage, axe: Axe
) -> None:
    row = Accompaniment.objects.get()
    page = enter(new_page(), PersonFactory(roles=[Role.OFFICER]))
    for address in (
        "/ufficio/programma/",
        DESK,
        FIRST,
        f"{DESK}nuovo/",
        f"{FIRST}atti/",
        f"{FIRST}accompagnamenti/{row.pk}/",
        f"{FIRST}accompagnamenti/{row.pk}/fine/",
    ):
        look(page, axe, address)

    page.goto(f"{FIRST}dati/")
    page.get_by_label("CIG", exact=False).first.fill("7142395")
    page.get_by_role("button", name="Salva").click()
    page.get_by_text("«7142395» ne ha 7").first.wait_for()
    look_again(page, axe)


def test_an_officer_who_came_second_keeps_what_was_typed(
    loaded: None, new_page: NewPage, axe: Axe
) -> None:
    contract = Accompaniment.objects.get().contract
    row = an_accompaniment(contract, since=date(2018, 1, 1))
    address = f"{FIRST}accompagnamenti/{row.pk}/"
    officer = PersonFactory(roles=[Role.OFFICER])
    first, second = (enter(new_page(), officer) for _each in range(2))
    first.goto(address)
    second.goto(address)

    for page, lead in ((first, "Consorzio primo"), (second, "Consorzio secondo")):
        page.get_by_label("Ente capofila").fill(lead)
        page.get_by_role("button", name="Salva").click()

    second.get_by_text("mentre scrivevi").first.wait_for()
    assert second.get_by_label("Ente capofila").input_value() == "Consorzio secondo"
    look_again(second, axe)
    row.refresh_from_db()
    assert row.lead == "Consorzio primo"
