"""The money of the awards in a real browser: register, list, picture, terms, dossier; wide and narrow."""

import os
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from evaluation.models import RankedList
from funding.actions import dossiers, money
from funding.enums import ReductionKind
from funding.queries.awards.standing import on_desk
from tests.calls.views.test_calls_in_the_browser import enter, look
from tests.factories.accounts import PersonFactory
from tests.factories.acts import external
from tests.factories.evaluation import officer
from tests.factories.funding import ground, published_decree
from tests.factories.scrolls import short_list
from wecare.accounts.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]


def a_decree_and_its_money() -> RankedList:
    """Three awards: one paid and cut, one ended."""
    ranked_list, sent = short_list()
    published_decree(ranked_list)
    first, second = (on_desk().get(submission=each) for each in sent[:2])
    money.pay(award=first, amount=Decimal(20_000), ground=ground("p"), by=officer())
    money.reduce(
        award=first,
        kind=ReductionKind.PARTIAL_REVOCATION,
        amount=Decimal(5000),
        reason="Spese non ammesse.",
        ground=ground("r", act=external()),
        by=officer(),
    )
    money.end(award=second, ground=ground("e", act=external()), by=officer())
    return ranked_list


def test_every_page_of_the_money_breaks_no_rule(new_page: NewPage, axe: Axe) -> None:
    short_list()  # its offer waits
    ranked_list = a_decree_and_its_money()
    award = on_desk().filter(decree__ranked_list=ranked_list).order_by("pk").first()
    assert award is not None
    by = PersonFactory(roles=[Role.OFFICER])
    dossiers.write(dossier_id=dossiers.prepare(award=award, for_office=True, by=by).pk)
    page = enter(new_page(), by)

    for name, address in (
        ("register", "/trasparenza/"),
        ("grant", f"/trasparenza/{award.pk}/"),
        ("list", "/ufficio/contributi/"),
        ("picture", "/ufficio/contributi/quadro/"),
        ("terms", "/ufficio/contributi/scadenze/"),
        ("award", f"/ufficio/contributi/{award.pk}/"),
    ):
        look(page, axe, address)
        _shot(page, name)


def test_who_seeks_finds_and_takes_the_same_rows(new_page: NewPage) -> None:
    ranked_list = a_decree_and_its_money()
    name = on_desk().filter(decree__ranked_list=ranked_list)[0].organisation.name
    page = new_page()
    page.goto("/trasparenza/")
    page.get_by_label("Ente o codice fiscale").fill(name)
    page.get_by_role("button", name="Cerca", exact=True).click()

    page.get_by_role("rowheader", name=name).wait_for()
    assert page.get_by_role("rowheader").count() == 1
    with page.expect_download() as taken:
        page.get_by_role("link", name="Contributi concessi in CSV").click()
    text = taken.value.path().read_text("utf-8-sig")
    assert len(text.splitlines()) == 2
    assert name in text


def _shot(page: Any, name: str) -> None:
    """Two pictures, where `SHOTS` names a folder for them."""
    if folder := os.environ.get("SHOTS"):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
