"""The page that answers before anybody logs in."""

import pytest
from django.test import Client
from django.urls import reverse

from applicants.models import Application
from calls.models import Call
from tests.calls.views.typed import text_of
from tests.factories.calls import CallFactory, a_complete_draft, published_call
from tests.factories.rules import changed
from wecare.core.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    asked = {"provinces": ["TO"], "seat_article": "art. 3, c. 2", "registers": ["runts"]}
    eligibility = changed("eligibility", **asked)["eligibility"]
    return published_call(draft=a_complete_draft(eligibility=eligibility))


def address(call: Call) -> str:
    return reverse("applicants:can_apply", args=[call.code])


def test_the_page_asks_what_the_call_bounds_and_judges_nothing_yet(
    client: Client, call: Call
) -> None:
    page = text_of(client.get(address(call)))

    assert "In quale provincia è la sede?" in page
    assert "Quanto è grande l'ente?" not in page
    assert "wc-status" not in page.split("<h1>")[1].split("</main>")[0]
    assert address(call) in text_of(client.get(reverse("calls:call", args=[call.code])))


def test_the_answer_names_article_and_reason_and_nothing_is_stored(
    client: Client, call: Call
) -> None:
    events = Event.objects.count()
    said = {"kind": "ets_aps", "province": "AT", "value": "100.000", "own": "20.000"}

    response = client.get(address(call), said | {"risposta": "1"})

    page = text_of(response)
    assert response.status_code == 200
    assert "No: così come siete non potete partecipare" in page
    assert "La sede è – (AT). Sono ammesse: provincia di Torino (art. 3, c. 2)." in page
    assert "Manca a quali registri è iscritto l'ente." in page
    assert "Con 20.000,00\xa0€ di fondi propri puoi chiedere 80.000,00\xa0€" in page
    assert 'value="100.000"' in page
    assert (Application.objects.count(), Event.objects.count()) == (0, events)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ({"registers": "runts"}, "Sì: da quello che hai detto potete partecipare"),
        ({}, "Forse: manca ancora qualcosa da sapere"),
        ({"registers": "none"}, "No: così come siete non potete partecipare"),
    ],
)
def test_yes_perhaps_and_no(client: Client, call: Call, said: dict[str, str], title: str) -> None:
    known = {"kind": "ets_aps", "province": "TO", "value": "100000", "own": "20000"}

    page = text_of(client.get(address(call), known | said | {"risposta": "1"}))

    assert title in page


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "circus"},
        {"value": "1e400"},
        {"province": "ZZ"},
        {"registers": "x"},
        {"value": "9" * 60},
    ],
)
def test_what_is_no_answer_is_refused_and_kept(
    client: Client, call: Call, said: dict[str, str]
) -> None:
    response = client.get(address(call), said | {"risposta": "1"})

    assert response.status_code == 422
    assert "potete partecipare" not in text_of(response)


def test_a_call_that_is_not_published_does_not_exist(client: Client, call: Call) -> None:
    draft = CallFactory()

    assert client.get(address(draft)).status_code == 404
    assert client.post(address(call)).status_code == 405
