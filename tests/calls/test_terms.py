"""The course of the procedure: written by the office, read by everybody, told to whoever sends."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.engine.missing import missing_for_publication
from calls.engine.rulebook import Rulebook
from calls.enums import EditorSection, OrganisationKind
from calls.labels import sentence
from calls.models import Call
from tests.calls.views.typed import part, save, text_of
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import complete
from tests.factories.calls import CallFactory, a_complete_draft, published_call
from tests.factories.rules import draft, rules
from wecare.accounts.enums import Role

WRITTEN = {
    "clarification_days": 10,
    "clarification_article": "art. 12",
    "rejection_days": 10,
    "rejection_article": "art. 13",
    "observation_days": 15,
    "stamp_duty": "16.00",
    "stamp_exempt": ["ets_odv", "comune"],
    "stamp_article": "art. 14",
    "signature": "either",
    "aid_regime": "de_minimis",
    "aid_basis": "Reg. (UE) 2023/2831",
    "aid_article": "art. 2",
}


def browser_of(person: Any) -> Client:
    browser = Client()
    browser.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    return browser


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        (OrganisationKind.ETS_APS, Decimal("16.00")),
        (OrganisationKind.ETS_ODV, Decimal("0.00")),
        (OrganisationKind.COMUNE, Decimal("0.00")),
    ],
)
def test_stamp_duty_is_due_unless_the_kind_is_exempt(kind: OrganisationKind, due: Decimal) -> None:
    assert rules(terms=WRITTEN).terms.stamp_due(kind) == due


def test_a_call_that_says_nothing_of_stamp_duty_asks_none() -> None:
    assert rules().terms.stamp_due(OrganisationKind.COMUNE) is None


def test_the_terms_read_back_from_their_json() -> None:
    book = rules(terms=WRITTEN)

    assert Rulebook.from_json(book.to_json()) == book
    assert book.to_json()["terms"]["aid_regime"] == "de_minimis"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            {"clarification_days": 0},
            "i giorni per completare la domanda è 0, ammettiamo da 1 a 365.",
        ),
        ({"stamp_exempt": ["comune"]}, "c'è chi è esente dal bollo, ma manca l'importo del bollo."),
        ({"stamp_duty": "0"}, "l'imposta di bollo è 0,00, il minimo è 0,01."),
        ({"aid_basis": "Reg. (UE) 2023/2831"}, "devi ancora scrivere il regime di aiuto."),
        ({"aid_regime": "gift"}, "per il regime di aiuto si sceglie tra no_aid, de_minimis"),
        ({"signature": "seal"}, "per la firma si sceglie tra identity, signed_file, either."),
        ({"surprise": 1}, "“surprise” non è una voce di questa parte."),
    ],
)
def test_what_is_wrong_is_said_before_publication(written: dict[str, Any], said: str) -> None:
    (missing,) = missing_for_publication(draft(terms=written))

    assert missing.section is EditorSection.TERMS
    assert said in sentence(missing)


@pytest.mark.django_db
def test_the_office_writes_them_and_finds_them_again() -> None:
    call = CallFactory(empty=True)
    office = browser_of(PersonFactory(roles=[Role.OFFICER]))
    address = reverse("calls:editor", args=[call.code, "terms"])
    typed = part(
        clarification_days="10",
        stamp_duty="16",
        stamp_exempt=["ets_odv"],
        aid_regime="de_minimis",
        aid_basis="Reg. (UE) 2023/2831",
    )

    save(office, address, typed)

    stored = Call.objects.get(pk=call.pk).draft["terms"]
    assert (stored["clarification_days"], stored["stamp_duty"]) == (10, "16.00")
    assert (stored["stamp_exempt"], stored["signature"]) == (["ets_odv"], "")
    assert 'value="16,00"' in text_of(office.get(address))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"stamp_exempt": ["ets_odv"]}, "Scrivi l'importo del bollo, o togli le esenzioni."),
        ({"aid_basis": "Reg."}, "Scegli il regime di questa norma."),
        ({"rejection_days": "366"}, "Scrivi un numero intero da 1 a 365."),
        ({"stamp_duty": "1e400"}, 'Abbiamo letto "1e400".'),
        ({"signature": "seal"}, "Scegli una voce dell'elenco."),
    ],
)
def test_what_contradicts_itself_is_refused_and_kept(typed: dict[str, Any], said: str) -> None:
    call = CallFactory(empty=True)
    office = browser_of(PersonFactory(roles=[Role.OFFICER]))

    response = save(office, reverse("calls:editor", args=[call.code, "terms"]), part(**typed))

    assert response.status_code == 422
    assert said in text_of(response)
    assert "terms" not in Call.objects.get(pk=call.pk).draft


@pytest.mark.django_db
def test_everybody_reads_them_on_the_rules_page(client: Client) -> None:
    call = published_call(draft=a_complete_draft(terms=WRITTEN))

    page = text_of(client.get(reverse("calls:rules", args=[call.code])))

    for said in (
        "10 giorni <small>(art. 12)</small>",
        "15 giorni",
        "16,00\xa0€. Esenti: Organizzazione di volontariato (ODV); Comune",
        "Basta l'accesso di chi invia; chi vuole firma digitalmente",
        "Aiuto de minimis, Reg. (UE) 2023/2831 <small>(art. 2)</small>",
    ):
        assert said in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("exempt", "said"),
    [
        (["ets_odv"], "Imposta di bollo per questo ente: 16,00\xa0€."),
        (["ets_aps"], "Questo ente è esente dall'imposta di bollo."),
    ],
)
def test_whoever_sends_reads_the_stamp_duty_of_the_own_body(exempt: list[str], said: str) -> None:
    terms = {"stamp_duty": "16.00", "stamp_exempt": exempt, "stamp_article": "art. 14"}
    person = PersonFactory()
    ready = complete(published_call(draft=a_complete_draft(terms=terms)), actor=person)

    page = text_of(browser_of(person).get(reverse("applicants:review", args=[ready.public_id])))

    assert said in page
    assert "(art. 14)" in page
