"""The pages of a group in a real browser: the table of expenses by keys, and each page judged."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from applicants.models import (
    Application,
    Cost,
    Partner,
)
from tests.calls.views.test_calls_in_the_browser import enter
from tests.factories.accounts import PersonFactory
from tests.factories.partners import a_group_call, a_lead, accepted, rules_of
from tests.fixtures.browser import too_wide
from wecare.accounts.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]


def at(application: Application, name: str, *more: Any) -> str:
    return reverse(f"applicants:{name}", args=[application.public_id, *more])


def looked_at(page: Any, axe: Axe, address: str) -> None:
    """The page at this address breaks no rule of accessibility and is no wider than its window."""
    page.goto(address)
    assert axe(page) == []
    assert too_wide(page) == []


@pytest.fixture
def written(transactional_db: None) -> tuple[Application, Person]:
    person = PersonFactory()
    application = a_lead(a_group_call(sign_off=True), person)
    accepted(application, name="Beta APS")
    return application, person


def test_the_table_of_expenses_is_written_by_keys_and_by_a_block_of_cells(
    new_page: NewPage, written: tuple[Application, Person]
) -> None:
    application, person = written
    page = enter(new_page(), person)
    page.goto(at(application, "costs"))
    page.locator("[name=cost_prepare]").focus()

    page.keyboard.press("Enter")
    below = page.evaluate("document.activeElement.name")
    page.keyboard.press("ArrowUp")
    above = page.evaluate("document.activeElement.name")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "1.000,50 €\\tfuori\\n 2.000\\n3000,5\\n");
          const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event);
        }"""
    )

    first, second, third = [each.code for each in rules_of(application).cost_categories]
    assert (above, below) == (f"cost_{first}", f"cost_{second}")
    values = [page.locator(f"[name=cost_{code}]").input_value() for code in (first, second, third)]
    assert values == ["1.000,50 €", "2.000", "3000,5"]
    assert page.locator("[data-costs-all]").inner_text().replace("\xa0", " ") == "6.001,00 €"
    page.get_by_text("Caselle incollate: 3. Valori rimasti fuori").wait_for()
    page.get_by_role("heading", name="Il conto, con quello che stai scrivendo").wait_for()
    assert "6.001,00" in page.locator("[data-costs-account]").inner_text()
    page.get_by_role("button", name="Salva e ricalcola").click()
    page.get_by_role("heading", name="Il conto, come l'abbiamo salvato").wait_for()
    assert str(Cost.objects.get(partner=None, category=third).amount) == "3000.50"


def test_without_script_the_table_is_a_form(
    new_page: NewPage, written: tuple[Application, Person]
) -> None:
    application, person = written
    page = enter(new_page(java_script_enabled=False), person)
    page.goto(at(application, "costs"))

    page.locator("[name=cost_work]").fill("70.000")
    page.get_by_role("button", name="Salva e ricalcola").click()

    assert "90.000,00" in page.locator("[data-costs-account]").inner_text()
    assert str(Cost.objects.get(partner=None, category="work").amount) == "70000.00"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_of_a_group_break_no_rule(
    new_page: NewPage, axe: Axe, written: tuple[Application, Person], width: int
) -> None:
    application, person = written
    partner = Partner.objects.get()
    colleague = partner.organisation.mandates.get().person
    of_lead, of_beta = enter(new_page(width=width), person), enter(new_page(width=width), colleague)

    for name, more in (
        ("application", []),
        ("partnership", []),
        ("partner", [partner.pk]),
        ("partner_replacement", [partner.pk]),
        ("partner_removal", [partner.pk]),
        ("invitation_new", []),
        ("costs", []),
        ("partner_section", [partner.pk, "own"]),
        ("review", []),
    ):
        looked_at(of_lead, axe, at(application, name, *more))
    for name, more in (
        ("part", []),
        ("text", []),
        ("partner_section", ["own"]),
        ("partner_costs", []),
    ):
        looked_at(of_beta, axe, at(application, name, partner.pk, *more))
    looked_at(of_beta, axe, reverse("applicants:applications"))
