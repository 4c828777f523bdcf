"""No amount that was typed is lost: the table of expenses in a real browser, without its network."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from applicants.models import Application, Cost
from tests.calls.views.test_calls_in_the_browser import enter
from tests.factories.accounts import PersonFactory
from tests.factories.mandates import a_mandate
from tests.factories.partners import a_group_call, a_lead, accepted
from tests.fixtures.browser import too_wide
from wecare.accounts.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]
WORK = "[name=cost_work]"
SAVED = re.compile(r"Salvato alle \d\d:\d\d:\d\d$")


@pytest.fixture
def ada(transactional_db: None) -> Person:
    return PersonFactory(given_name="Ada", family_name="Bo")


@pytest.fixture
def application(ada: Person) -> Application:
    return a_lead(a_group_call(), ada)


def opened(page: Any, application: Application, partner: int | None = None) -> Any:
    name, more = ("costs", []) if partner is None else ("partner_costs", [partner])
    page.goto(reverse(f"applicants:{name}", args=[application.public_id, *more]))
    return page


def saved(page: Any) -> None:
    page.locator("[data-autosave-state]").filter(has_text=SAVED).wait_for()


def alarmed(page: Any, words: str) -> None:
    page.get_by_role("alert").filter(has_text=words).wait_for()
    assert not SAVED.search(page.locator("[data-autosave-sign]").inner_text())


def waiting(page: Any) -> list[str]:
    """The amounts that wait in this browser."""
    found: list[str] = page.evaluate(
        "Object.keys(localStorage).filter(k => k.startsWith('wecare:answer'))"
        ".map(k => JSON.parse(localStorage.getItem(k)).value)"
    )
    return sorted(found)


def work(partner: int | None = None) -> str:
    return str(Cost.objects.get(category="work", partner=partner).amount)


def test_amounts_typed_offline_go_when_the_network_is_back(
    new_page: NewPage, ada: Person, application: Application, axe: Axe
) -> None:
    page = opened(enter(new_page(), ada), application)
    page.context.set_offline(True)

    page.fill(WORK, "81.000")
    page.fill("[name=own_funding]", "20.200,50")
    alarmed(page, "Sei senza rete")
    assert (work(), waiting(page)) == ("80000.00", ["20.200,50", "81.000"])
    assert axe(page) == []
    page.context.set_offline(False)
    saved(page)

    application.refresh_from_db()
    assert (work(), str(application.own_funding)) == ("81000.00", "20200.50")
    assert waiting(page) == []
    page.get_by_role("button", name="Salva e torna alla domanda").click()
    page.wait_for_url(f"**/area/domande/{application.public_id}/")
    assert work() == "81000.00"


def test_a_page_closed_offline_finds_its_amounts_again_and_both_are_shown_where_two_wrote(
    new_page: NewPage, ada: Person, application: Application, axe: Axe
) -> None:
    colleague = PersonFactory(given_name="Ezio", family_name="Po")
    a_mandate(colleague, application.organisation)
    page = opened(enter(new_page(width=390), ada), application)
    page.context.set_offline(True)
    page.fill(WORK, "82.000")
    alarmed(page, "Sei senza rete")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")

    other = opened(enter(new_page(), colleague), application)
    other.fill(WORK, "81.000")
    saved(other)
    page.context.set_offline(False)
    opened(page, application)
    alarmed(page, "Due versioni di questa risposta")

    box = page.get_by_role("group", name="Due versioni di questa risposta")
    assert "82.000" in box.inner_text()
    assert "81.000,00" in box.inner_text()
    assert "Ezio Po" in box.inner_text()
    assert (work(), axe(page), too_wide(page)) == ("81000.00", [], [])
    box.get_by_role("button", name="Tieni la mia").click()
    saved(page)
    assert (work(), waiting(page)) == ("82000.00", [])


def test_lead_and_partner_write_their_columns_at_once_and_a_pasted_block_saves_itself(
    new_page: NewPage, ada: Person, application: Application
) -> None:
    beta = accepted(application, name="Beta APS")
    of_lead = opened(enter(new_page(), ada), application)
    of_beta = opened(enter(new_page(), beta.person), application, beta.partner.pk)

    of_beta.locator(f"[name=p{beta.partner.pk}_cost_prepare]").focus()
    of_beta.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "1.000,50\\n2.000\\n3000,5\\n");
          const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event);
        }"""
    )
    of_lead.fill(WORK, "79.000")
    saved(of_lead)
    saved(of_beta)

    assert work() == "79000.00"
    theirs = Cost.objects.filter(partner=beta.partner).order_by("id")
    assert sorted(str(each.amount) for each in theirs) == ["1000.50", "2000.00", "3000.50"]


def test_what_is_refused_is_never_called_saved(
    new_page: NewPage, ada: Person, application: Application
) -> None:
    page = opened(enter(new_page(), ada), application)

    page.fill(WORK, "tanto")
    alarmed(page, "Non salvato:")
    page.fill("[name=own_funding]", "20.100")
    page.wait_for_timeout(2500)
    alarmed(page, "Non salvato:")
    page.fill(WORK, "80.100")
    saved(page)

    assert work() == "80100.00"
