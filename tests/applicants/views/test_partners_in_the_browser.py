"""A lead and its partners at work at the same time, each in an own browser."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from applicants.models import (
    Answer,
    Application,
    Cost,
    Invitation,
    Organisation,
    Partner,
    Submission,
)
from tests.calls.views.test_calls_in_the_browser import enter
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import an_organisation
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


def test_a_lead_and_two_partners_write_at_once_and_one_declines(
    new_page: NewPage, axe: Axe
) -> None:
    lead = PersonFactory(given_name="Ada", family_name="Bo")
    application = a_lead(a_group_call(sign_off=True), lead)
    people = {name: PersonFactory() for name in ("Beta APS", "Gamma ODV", "Delta")}
    bodies = {name: an_organisation(person, name=name) for name, person in people.items()}
    of_lead = enter(new_page(), lead)
    theirs = {name: enter(new_page(), person) for name, person in people.items()}

    _invited(of_lead, application, bodies)
    for name, page in theirs.items():
        _answered(page, axe, yes=name != "Delta")
    beta, gamma = (Partner.objects.get(name=name) for name in ("Beta APS", "Gamma ODV"))

    for partner in (beta, gamma):
        theirs[partner.name].goto(at(application, "partner_section", partner.pk, "own"))
    of_lead.goto(at(application, "section", "project"))
    with (
        of_lead.expect_response("**/salvataggio/"),
        theirs["Beta APS"].expect_response("**/salvataggio/"),
        theirs["Gamma ODV"].expect_response("**/salvataggio/"),
    ):
        theirs["Beta APS"].get_by_label("Che cosa fa l'ente?").fill("Beta fa le case")
        theirs["Gamma ODV"].get_by_label("Che cosa fa l'ente?").fill("Gamma fa i giardini")
        of_lead.get_by_label("Bisogno").fill("Case e giardini")
    for partner in (beta, gamma):
        page = theirs[partner.name]
        page.goto(at(application, "partner_costs", partner.pk))
        page.locator(f"[name=p{partner.pk}_cost_work]").fill("1.000")
        page.locator(f"[name=p{partner.pk}_own_funding]").fill("1.000")
    for partner in (beta, gamma):
        theirs[partner.name].get_by_role("button", name="Salva e torna alla tua parte").click()
        theirs[partner.name].get_by_role("button", name="Segna la parte come completa").click()
        theirs[partner.name].get_by_text("L'ha segnata").wait_for()

    texts = {each.partner_id: each.value for each in Answer.objects.exclude(key="need")}
    assert texts == {None: "Guida", beta.pk: "Beta fa le case", gamma.pk: "Gamma fa i giardini"}
    assert Cost.objects.filter(category="work", partner__isnull=False).count() == 2
    assert Invitation.objects.get(name="Delta").reason == "Abbiamo un altro progetto"
    _not_sent(of_lead, application)
    for partner in (beta, gamma):
        page = theirs[partner.name]
        page.goto(at(application, "text", partner.pk))
        page.get_by_role("button", name="Conferma questo testo").click()
        page.get_by_text("Testo confermato").first.wait_for()
    of_lead.goto(at(application, "partnership"))
    assert of_lead.get_by_role("cell", name="Confermato").count() == 2
    of_lead.goto(at(application, "review"))
    of_lead.get_by_text("Ho letto il bando").click()
    of_lead.get_by_role("button", name="Invia la domanda").click()
    of_lead.wait_for_url("**/ricevute/1/")

    assert len(Submission.objects.get().content["partners"]) == 2


def _invited(page: Any, application: Application, bodies: dict[str, Organisation]) -> None:
    for name, body in bodies.items():
        page.goto(at(application, "invitation_new"))
        page.get_by_label("Quale ente inviti").fill(name)
        page.get_by_label("Codice fiscale dell'ente").fill(body.fiscal_code)
        page.get_by_role("button", name="Invita", exact=True).click()
        page.get_by_text("Il collegamento si vede solo adesso").wait_for()


def _answered(page: Any, axe: Axe, *, yes: bool) -> None:
    page.goto(reverse("applicants:applications"))
    page.get_by_role("link", name="ti invita").click()
    assert axe(page) == []
    if yes:
        page.get_by_role("button", name="Accetta l'invito").click()
        page.get_by_role("heading", name="La parte del tuo ente", exact=True).wait_for()
    else:
        page.get_by_label("Perché rifiuti").fill("Abbiamo un altro progetto")
        page.get_by_role("button", name="Rifiuta l'invito").click()
        page.get_by_text("Hai rifiutato").wait_for()


def _not_sent(page: Any, application: Application) -> None:
    page.goto(at(application, "review"))
    page.get_by_text("Ho letto il bando").click()
    page.get_by_role("button", name="Invia la domanda").click()
    page.get_by_text("mancano le conferme di Beta APS, Gamma ODV").first.wait_for()


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
