"""A group writes at the same time, each in an own browser: offline, at odds, declining; then sends.

Four bodies and five people, from the invitation to the second receipt.
"""

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
    WrittenVersion,
)
from applicants.queries import verification
from tests.applicants.views.test_never_lost import alarmed, saved, waiting
from tests.calls.views.test_calls_in_the_browser import enter
from tests.e2e.steps import downloaded, press
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import an_organisation
from tests.factories.mandates import a_mandate
from tests.factories.partners import a_group_call, a_lead
from wecare.accounts.models import Person
from wecare.core import printing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]
ROLE = "Che cosa fa l'ente?"
PARTNERS = ("Beta APS", "Gamma ODV", "Epsilon")


def at(application: Application, name: str, *more: Any) -> str:
    return reverse(f"applicants:{name}", args=[application.public_id, *more])


def test_four_bodies_write_one_is_offline_two_are_at_odds_one_declines_and_it_is_sent_twice(
    new_page: NewPage, axe: Axe
) -> None:
    lead = PersonFactory(given_name="Ada", family_name="Bo")
    application = a_lead(a_group_call(sign_off=True), lead)
    people = {name: PersonFactory() for name in (*PARTNERS, "Delta")}
    bodies = {name: an_organisation(person, name=name) for name, person in people.items()}
    of_lead = enter(new_page(), lead)
    theirs = {
        name: enter(new_page(width=390 if name == "Epsilon" else 1280), person)
        for name, person in people.items()
    }
    colleague = _colleague(bodies["Gamma ODV"])
    of_colleague = enter(new_page(), colleague)

    _invited(of_lead, application, bodies)
    for name, page in theirs.items():
        _answered(page, axe, yes=name != "Delta")
    partners = {name: Partner.objects.get(name=name) for name in PARTNERS}
    assert Invitation.objects.get(name="Delta").reason == "Abbiamo un altro progetto"

    _all_write(application, partners, of_lead, theirs, of_colleague)
    _gamma_is_at_odds(axe, theirs["Gamma ODV"], of_colleague, colleague)
    _beta_comes_back(theirs["Beta APS"])
    texts = {each.partner_id: each.value for each in Answer.objects.filter(key="role")}
    assert texts == {
        None: "Guida",
        partners["Beta APS"].pk: "Beta fa le case",
        partners["Gamma ODV"].pk: "Gamma fa i giardini\n\nGamma fa gli orti",
        partners["Epsilon"].pk: "Epsilon fa i conti",
    }
    written = set(WrittenVersion.objects.values_list("value", flat=True))
    assert {"Gamma fa i giardini", "Gamma fa gli orti"} <= written, "both texts are kept"

    for name, partner in partners.items():
        _spent_and_marked(theirs[name], application, partner)
    assert Cost.objects.filter(category="work", partner__isnull=False).count() == 3
    _refused(of_lead, application, "mancano le conferme di Beta APS, Gamma ODV, Epsilon")
    for name, partner in partners.items():
        _agreed(theirs[name], application, partner)
    _a_word_changes(axe, of_lead, theirs, application, partners)
    _sent(of_lead, application, version=1)
    assert len(Submission.objects.get().content["partners"]) == 3
    stranger = new_page()
    assert "Documento autentico" in _verdict(stranger, of_lead, 1)

    of_lead.get_by_role("link", name="Devi correggerla? Ritirala e inviala di nuovo").click()
    of_lead.get_by_label("Perché la ritiri").fill("Manca una frase")
    of_lead.get_by_text("Ho capito: da ora questa domanda non conta più.").click()
    press(of_lead, "Ritira la domanda")
    press(of_lead, "Riprendi a scrivere")
    _writes_need(of_lead, application, "Case e giardini per tutti")
    _refused(of_lead, application, "mancano le conferme di Beta APS, Gamma ODV, Epsilon")
    for name, partner in partners.items():
        _agreed(theirs[name], application, partner)
    _sent(of_lead, application, version=2)

    first, second = Submission.objects.order_by("version")
    assert (first.state, second.state) == ("withdrawn", "live")
    assert first.content["answers"]["need"] == "Case e giardini insieme"
    assert second.content["answers"]["need"].endswith("per tutti")
    assert "Documento autentico" in _verdict(stranger, of_lead, 2)
    stranger.goto(f"/verifica/?codice={first.receipt.check_code}")
    assert "La domanda è stata ritirata" in stranger.inner_text("#esito")
    assert verification.submissions() == verification.protocols() == []


def _colleague(organisation: Organisation) -> Person:
    person = PersonFactory(given_name="Bice", family_name="Lo")
    a_mandate(person, organisation)
    return person


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


def _all_write(
    application: Application,
    partners: dict[str, Partner],
    of_lead: Any,
    theirs: dict[str, Any],
    of_colleague: Any,
) -> None:
    """Everybody has the page open before anybody writes; Beta loses the network."""
    for name, partner in partners.items():
        theirs[name].goto(at(application, "partner_section", partner.pk, "own"))
    of_colleague.goto(at(application, "partner_section", partners["Gamma ODV"].pk, "own"))
    of_lead.goto(at(application, "section", "project"))
    theirs["Beta APS"].context.set_offline(True)

    theirs["Beta APS"].get_by_label(ROLE).fill("Beta fa le case")
    theirs["Gamma ODV"].get_by_label(ROLE).fill("Gamma fa i giardini")
    theirs["Epsilon"].get_by_label(ROLE).fill("Epsilon fa i conti")
    of_lead.get_by_label("Bisogno").fill("Case e giardini")
    for page in (theirs["Gamma ODV"], theirs["Epsilon"], of_lead):
        saved(page)
    alarmed(theirs["Beta APS"], "Sei senza rete: il testo è al sicuro in questo browser")
    assert waiting(theirs["Beta APS"]) == ["Beta fa le case"]
    assert not Answer.objects.filter(partner=partners["Beta APS"], key="role").exists()


def _gamma_is_at_odds(axe: Axe, first: Any, second: Any, colleague: Person) -> None:
    """The colleague wrote in the same field without having seen the first text."""
    second.get_by_label(ROLE).fill("Gamma fa gli orti")
    box = second.get_by_role("group", name="Due versioni di questa risposta")
    box.wait_for()
    assert "Gamma fa i giardini" in box.inner_text()
    assert "Gamma fa gli orti" in box.inner_text()
    assert axe(second) == []
    box.get_by_role("button", name="Metti i due testi nel campo e uniscili a mano").click()
    second.get_by_label(ROLE).fill("Gamma fa i giardini\n\nGamma fa gli orti")
    saved(second)
    assert waiting(second) == []
    first.reload()
    assert first.get_by_label(ROLE).input_value() == "Gamma fa i giardini\n\nGamma fa gli orti"


def _beta_comes_back(page: Any) -> None:
    page.context.set_offline(False)
    saved(page)
    assert waiting(page) == []


def _spent_and_marked(page: Any, application: Application, partner: Partner) -> None:
    page.goto(at(application, "partner_costs", partner.pk))
    page.locator(f"[name=p{partner.pk}_cost_work]").fill("1.000")
    page.locator(f"[name=p{partner.pk}_own_funding]").fill("1.000")
    press(page, "Salva e torna alla tua parte")
    press(page, "Segna la parte come completa")
    page.get_by_text("L'ha segnata").wait_for()


def _agreed(page: Any, application: Application, partner: Partner) -> None:
    page.goto(at(application, "text", partner.pk))
    press(page, "Conferma questo testo")
    page.get_by_text("Testo confermato").first.wait_for()


def _a_word_changes(
    axe: Axe,
    of_lead: Any,
    theirs: dict[str, Any],
    application: Application,
    partners: dict[str, Partner],
) -> None:
    """After all agreed: the agreements fall, and each is told what is another text now."""
    of_lead.goto(at(application, "partnership"))
    assert of_lead.get_by_role("cell", name="Confermato").count() == 3
    _writes_need(of_lead, application, "Case e giardini insieme")
    _refused(of_lead, application, "mancano le conferme di Beta APS, Gamma ODV, Epsilon")
    for name, partner in partners.items():
        page = theirs[name]
        page.goto(at(application, "text", partner.pk))
        changed = page.get_by_role("table", name="Che cosa è cambiato, campo per campo")
        assert "Case e giardini insieme" in changed.inner_text()
        assert axe(page) == []
        _agreed(page, application, partner)


def _writes_need(page: Any, application: Application, text: str) -> None:
    page.goto(at(application, "section", "project"))
    page.get_by_label("Bisogno").fill(text)
    saved(page)


def _pressed(page: Any, application: Application) -> None:
    page.goto(at(application, "review"))
    page.get_by_text("Ho letto il bando").click()
    press(page, "Invia la domanda")


def _refused(page: Any, application: Application, words: str) -> None:
    _pressed(page, application)
    page.get_by_text(words).first.wait_for()
    assert not Submission.objects.filter(state="live").exists()


def _sent(page: Any, application: Application, *, version: int) -> None:
    _pressed(page, application)
    page.wait_for_url(f"**/ricevute/{version}/")
    assert Submission.objects.latest("pk").protocol in page.inner_text("main")


def _verdict(stranger: Any, of_lead: Any, version: int) -> str:
    """What the public page says of the file that the lead has downloaded, once it is printed."""
    receipt = Submission.objects.get(version=version).receipt
    printing.render_document(document=receipt)
    of_lead.reload()
    content = downloaded(of_lead, "Scarica la ricevuta in PDF")
    stranger.goto(f"/verifica/?codice={receipt.check_code}")
    stranger.set_input_files(
        '[type="file"]', {"name": "r.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    press(stranger, "Verifica")
    verdict: str = stranger.inner_text("#esito")
    return verdict
