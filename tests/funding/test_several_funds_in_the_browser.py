"""Several funds that pay a lot, in a real browser: written, read, listed, granted; wide and narrow."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from calls.models import Call
from tests.calls.views.test_calls_in_the_browser import enter, look, look_again
from tests.factories.accounts import PersonFactory
from tests.factories.calls import CallFactory, FundFactory
from tests.factories.funding import published_decree
from tests.factories.scrolls import short_list
from wecare.accounts.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]

SHARES = [{"fund": "FSE", "percent": "57.49"}, {"fund": "FSC", "percent": "42.51"}]
LOTS = [{"code": "T", "title": "Territoriale", "amount": "200000.00", "shares": SHARES}]


def test_the_office_writes_the_funds_of_a_lot_and_is_told_what_does_not_hold(
    new_page: NewPage, axe: Axe
) -> None:
    for code in ("FSE", "FSC"):
        FundFactory(code=code)
    call = CallFactory(empty=True)
    page = enter(new_page(), PersonFactory(roles=[Role.OFFICER]))
    page.goto(reverse("calls:editor", args=[call.code, "lots"]))
    page.fill("[name=lots-0-code]", "T")
    page.fill("[name=lots-0-title]", "Territoriale")
    page.fill("[name=lots-0-amount]", "200.000,00")
    for at, (fund, percent) in enumerate((("FSE", "57,49"), ("FSC", "42,50"))):
        page.get_by_role("button", name="Aggiungi un fondo").click()
        page.fill(f"[name=shares-{at}-lot]", "T")
        page.fill(f"[name=shares-{at}-fund]", fund)
        page.fill(f"[name=shares-{at}-percent]", percent)
    page.get_by_role("button", name="Salva e continua").click()

    page.get_by_text("devono fare 100,00 %").first.wait_for()
    look_again(page, axe)
    _shot(page, "editor")
    page.fill("[name=shares-1-percent]", "42,51")
    page.get_by_role("button", name="Salva e continua").click()

    page.wait_for_url(lambda url: "/lots" not in url)
    assert Call.objects.get(pk=call.pk).draft["lots"][0]["shares"] == SHARES


def test_rules_list_and_decree_show_what_each_fund_pays(new_page: NewPage, axe: Axe) -> None:
    ranked_list, _sent = short_list(lots=LOTS)
    decree = published_decree(ranked_list)
    code = ranked_list.call.code
    page = enter(new_page(), PersonFactory(roles=[Role.MANAGER]))

    for name, address, said in (
        ("rules", reverse("calls:rules", args=[code]), "FSE 57,49 %, FSC 42,51 %"),
        ("list", reverse("evaluation:list", args=[code, 1]), "FSC: 34.008,00"),
        ("decree", reverse("funding:decree", args=[decree.pk]), "FSE: 45.992,00"),
    ):
        look(page, axe, address)
        assert said in page.content().replace("\xa0", " ").replace("&nbsp;", " "), name
        _shot(page, name)


def _shot(page: Any, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
