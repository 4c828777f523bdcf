"""All the questions of a call on one page, for everybody, before anything is begun."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from applicants.forms import HeadingForm, OrganisationForm, SectionForm, blank_costs
from applicants.forms.whole import whole_form
from applicants.models import Application
from calls.models import Call
from tests.calls.views.test_calls_in_the_browser import look
from tests.calls.views.typed import text_of
from tests.factories.calls import CallFactory, a_complete_draft, published_call
from tests.factories.full import full_draft
from tests.factories.rules import rules
from tests.factories.versions import extended

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>{{ settings.SECRET_KEY }}"


def full_call(**values: Any) -> Call:
    """A public call in which every part says something."""
    draft = full_draft(window=a_complete_draft()["window"], **values)
    return published_call(code="FSE2-2026", draft=draft)


def words(client: Client, address: str, **headers: Any) -> str:
    response = client.get(address, **headers)
    assert response.status_code == 200, address
    return " ".join(text_of(response).split())


def test_every_question_is_there_as_it_will_be_asked(client: Client) -> None:
    full_call()

    page = words(client, "/bandi/FSE2-2026/modulo/")

    for said in (
        "Sezione",
        "Racconta.",
        "Come?",
        "<li>soli</li>",
        "Chi?</strong> (facoltativo)",
        "Si risponde solo se a «Come?» hai scelto: gruppo.",
        "Chi valuta non legge questa risposta.",
        "Ente; Parte",
        "Tabella, massimo 20 righe",
        "Personale",
        "A forfait, fino a 7,00 % di: Personale",
        "Atto costitutivo",
        "A pena di esclusione",
        "Si può completare dopo",
        "Durata del progetto",
        "30 giugno 2027",
        "10,00 % per progetti fino a 100.000,00 €; 20,00 % per progetti di valore più alto",
        "L'ente è senza scopo di lucro.",
        "16,00 €",
        "Aiuto de minimis",
        "Registro unico nazionale del Terzo settore (RUNTS)",
        "provincia di Alessandria, provincia di Torino, Cuneo, Alba",
        "Ho letto il bando e l'informativa privacy",
        "D.P.R. 445/2000",
    ):
        assert said in page, said


def test_groups_and_distretti_are_told_with_what_partners_are_asked(client: Client) -> None:
    full_call()

    page = words(client, "/bandi/FSE2-2026/modulo/")

    for said in (
        "Chi partecipa insieme",
        "Si partecipa in gruppo: un capofila e da 1 a 6 partner.",
        "Tra i partner ce n'è almeno 2 di questi: Comune.",
        ": capofila solo di un gruppo.",
        "Codice fiscale del partner",
        "Può essere partner: ",
        "provincia di Cuneo",
        "Il progetto si svolge al massimo in 2 Distretti.",
        "In quali Distretti si svolge il progetto?",
        "<li>Alba</li>",
        "Riguarda: il capofila e ogni partner",
    ):
        assert said in page, said


def test_who_applies_alone_is_asked_of_no_partner(client: Client) -> None:
    asked = whole_form(rules())

    assert asked["group"]["fields"] == []
    assert asked["districts"]["said"] == []
    assert {tuple(each["who"]) for each in asked["sections"]} == {()}


def test_what_the_forms_ask_is_what_the_page_says() -> None:
    book = rules(**full_draft())
    asked = whole_form(book)
    application = Application()

    organisation = {field.label for field in OrganisationForm().visible_fields()}
    heading = HeadingForm(application=application, rules=book)
    costs = blank_costs(book)
    section = SectionForm(section=book.sections[0], rules=book, answers={})

    assert {each["label"] for each in asked["organisation"]["fields"]} == organisation
    assert [each["label"] for each in asked["project"]["fields"]] == [
        field.label for field in heading.visible_fields()
    ]
    rows = [each["title"] for each in asked["costs"]["rows"]]
    own = [each["label"] for each in asked["costs"]["fields"]]
    assert [*rows, *own] == [field.label for field in costs.visible_fields()]
    assert [each["label"] for each in asked["sections"][0]["questions"]] == [
        field.label for field in section.visible_fields()
    ]


def test_what_the_send_needs_is_not_called_optional() -> None:
    lean, full = whole_form(rules()), whole_form(rules(**full_draft()))

    def optional(fields: list[dict[str, Any]]) -> list[str]:
        return [each["code"] for each in fields if not each["required"]]

    enrolled = ["runts_number", "runts_section", "ateco_code", "born_on", "email", "pec"]
    said = ["vat_number", "size", "nonprofit", "registers", *enrolled]
    assert optional(lean["organisation"]["fields"]) == said
    assert optional(full["organisation"]["fields"]) == ["vat_number", *enrolled]
    assert optional(full["project"]["fields"]) == []
    assert optional(full["costs"]["fields"]) == ["own_in_kind"]


def test_only_the_kinds_that_may_apply_are_offered() -> None:
    fields = {each["code"]: each for each in whole_form(rules())["organisation"]["fields"]}

    assert fields["kind"]["choices"] == [
        "Organizzazione di volontariato (ODV)",
        "Associazione di promozione sociale (APS)",
        "Cooperativa sociale",
    ]


def test_a_question_that_asks_for_a_file_is_on_the_page_too(client: Client) -> None:
    questions = [{"code": "deed2", "label": "L'atto firmato", "kind": "file"}]
    full_call(sections=[{"code": "s", "title": "Sezione", "questions": questions}])

    assert "L'atto firmato" in words(client, "/bandi/FSE2-2026/modulo/")


def test_hostile_texts_come_out_as_text(client: Client) -> None:
    question = {"code": "q", "label": HOSTILE, "help": HOSTILE, "kind": "text"}
    full_call(sections=[{"code": "s", "title": HOSTILE, "intro": HOSTILE, "questions": [question]}])

    page = client.get("/bandi/FSE2-2026/modulo/").content.decode()

    assert "<script>alert" not in page
    assert "{{ settings.SECRET_KEY }}" in page


def test_a_call_that_asks_for_no_document_says_so(client: Client) -> None:
    full_call(attachments=[])

    assert "Nessun allegato: bastano le risposte del modulo." in words(
        client, "/bandi/FSE2-2026/modulo/"
    )


def test_each_version_has_its_questions_and_an_old_one_says_it_is_old(client: Client) -> None:
    extended(full_call())

    assert "nella versione 2 delle regole" in words(client, "/bandi/FSE2-2026/modulo/")
    assert "Questa non è l'ultima versione" not in words(client, "/bandi/FSE2-2026/modulo/2/")
    old = words(client, "/bandi/FSE2-2026/modulo/1/")
    assert "Questa non è l'ultima versione" in old
    assert 'href="/bandi/FSE2-2026/modulo/"' in old


@pytest.mark.parametrize("address", ["assente/modulo/", "bozza/modulo/", "FSE2-2026/modulo/2/"])
def test_what_is_not_public_is_not_found(client: Client, address: str) -> None:
    full_call()
    CallFactory(code="bozza")

    assert client.get(f"/bandi/{address}").status_code == 404
    assert client.post(f"/bandi/{address}").status_code == 405


def test_it_is_read_in_english_and_the_questions_stay_in_italian(client: Client) -> None:
    full_call()

    page = words(client, "/bandi/FSE2-2026/modulo/", headers={"accept-language": "en"})

    for said in (
        "<h1>All the questions in the form</h1>",
        '<strong lang="it">Come?</strong>',
        "At a flat rate, up to 7,00 % of: Personale",
        "Organisation's tax code",
        "The texts of the call are in Italian.",
    ):
        assert said in page, said


def test_the_page_of_the_call_leads_there(client: Client) -> None:
    full_call()

    assert 'href="/bandi/FSE2-2026/modulo/"' in words(client, "/bandi/FSE2-2026/")


@pytest.mark.parametrize("count", [1, 40])
def test_it_costs_five_queries_however_many_questions(
    client: Client, django_assert_num_queries: Any, count: int
) -> None:
    questions = [{"code": f"q{n}", "label": f"Domanda {n}", "kind": "text"} for n in range(count)]
    full_call(sections=[{"code": "s", "title": "Sezione", "questions": questions}])

    with django_assert_num_queries(5):
        client.get("/bandi/FSE2-2026/modulo/")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_sections_may_be_called_like_the_parts_of_the_page(
    new_page: Callable[..., Any], axe: Callable[[Any], list[str]]
) -> None:
    questions = [{"code": "a", "label": "A", "kind": "text"}]
    again = [{"code": "b", "label": "B", "kind": "text"}]
    full_call(
        sections=[
            {"code": "progetto", "title": "Dati del progetto", "questions": questions},
            {"code": "spese", "title": "Dati del progetto", "questions": again},
        ]
    )
    page = new_page()

    look(page, axe, "/bandi/FSE2-2026/modulo/")
    look(page, axe, "/bandi/FSE2-2026/fac-simile/")
