"""Budget years in a real browser: written in a decree, adopted, looked at and moved; wide and narrow."""

import os
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from funding.actions import money
from funding.models import YearShift
from funding.queries import year_verification
from funding.queries.awards.standing import on_desk
from tests.calls.views.test_calls_in_the_browser import enter, look, look_again
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import officer
from tests.factories.funding import ground, published_decree, rendered_decree, written_decree
from tests.factories.scrolls import short_list
from tests.funding.test_fund_ledger import TWO, lots
from wecare.accounts.enums import Role
from wecare.acts.models import Act
from wecare.core import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]
YEARS = "Annualità"


def test_the_office_divides_the_commitment_and_is_told_what_does_not_add_up(
    new_page: NewPage, axe: Axe
) -> None:
    decree = written_decree(short_list()[0])
    page = enter(new_page(), PersonFactory(roles=[Role.OFFICER]))
    page.goto(reverse("funding:decree", args=[decree.pk]))
    assert page.get_by_label(YEARS, exact=False).input_value() == "2026 40\n2027 60"

    page.get_by_label(YEARS).fill("2026 40\n2027 50")
    page.get_by_role("button", name="Salva il decreto").click()

    page.get_by_text("le percentuali fanno 90 e devono fare 100").first.wait_for()
    look_again(page, axe)
    _shot(page, "decree")
    page.get_by_label(YEARS).fill("2026\t33,33\n2027\t66,67")
    page.get_by_role("button", name="Salva il decreto").click()
    page.get_by_text("Decreto salvato.").wait_for()
    kept = Act.objects.get(pk=decree.act_id).variables["budget_year"]
    assert kept == [[2026, "33.33"], [2027, "66.67"]]


def test_the_adoption_says_how_much_falls_on_each_year(new_page: NewPage, axe: Axe) -> None:
    decree = rendered_decree(short_list(lots=lots(TWO))[0])
    page = enter(new_page(), PersonFactory(roles=[Role.MANAGER]))

    look(page, axe, reverse("funding:decree_adoption", args=[decree.pk]))

    page.get_by_text("sull'annualità 2026").wait_for()
    _shot(page, "adoption")


def test_a_manager_moves_what_will_not_be_paid_in_time(new_page: NewPage, axe: Axe) -> None:
    ranked_list, sent = short_list(lots=lots(TWO))
    published_decree(ranked_list)
    award = on_desk().get(submission=sent[0], state="granted")
    money.pay(award=award, amount=Decimal(10000), ground=ground("p1"), by=officer())
    page = enter(new_page(), PersonFactory(roles=[Role.MANAGER, Role.OFFICER]))
    look(page, axe, f"/ufficio/contributi/{award.pk}/")
    _shot(page, "award")
    look(page, axe, reverse("funding:years"))
    _shot(page, "years")

    page.get_by_role("link", name="Sposta a un'altra annualità 2026").first.click()
    page.get_by_role("heading", name="Sposta l'annualità 2026").wait_for()
    look_again(page, axe)
    page.get_by_text(sent[1].organisation.name).click()
    page.get_by_label("Perché").fill("I lavori sono in ritardo.")
    page.get_by_label("Numero dell'atto").fill("12-345")
    page.get_by_label("Data di adozione").fill(f"{clock.today():%d/%m/%Y}")
    page.get_by_label("Oggetto dell'atto").fill("Riaccertamento ordinario dei residui")
    _shot(page, "shift")
    page.get_by_role("button", name="Sposta").click()

    page.get_by_text("Spostati").first.wait_for()
    look_again(page, axe)
    _shot(page, "shifted")
    assert YearShift.objects.get().reason == "I lavori sono in ritardo."
    assert year_verification.years() == []


def _shot(page: Any, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{folder}/years-{name}-{width}.png", full_page=True)
