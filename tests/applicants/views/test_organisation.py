"""What an organisation says of itself: written again by whoever acts for it, by nobody else."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applicants.models import Organisation
from calls.models import Call
from tests.calls.views.typed import text_of
from tests.factories.applicants import an_organisation, complete, fresh, sent
from tests.factories.calls import a_complete_draft, published_call
from tests.factories.rules import changed
from wecare.accounts.models import Person
from wecare.core.models import Event

pytestmark = pytest.mark.django_db
SAID = {
    "kind": "ets_aps",
    "size": "micro",
    "nonprofit": "yes",
    "registers": ["runts"],
    "seat_municipality": "Ivrea",
    "seat_province": "to",
    "email": "",
    "pec": "ente@pec.esempio.it",
}


@pytest.fixture
def organisation(owner: Person) -> Organisation:
    return an_organisation(owner, name="Delta")


def address(organisation: Organisation) -> str:
    return reverse("applicants:organisation", args=[organisation.pk])


def test_what_it_says_is_saved_shown_and_recorded(home: Client, organisation: Organisation) -> None:
    answer = home.post(address(organisation), SAID, follow=True)

    organisation.refresh_from_db()
    assert (organisation.size, organisation.nonprofit, organisation.registers) == (
        "micro",
        True,
        ["runts"],
    )
    assert "I dati dell'ente sono salvati." in text_of(answer)
    assert 'value="runts"' in text_of(home.get(address(organisation)))
    event = Event.objects.get(name="organisation.described")
    assert event.facts["changed"] == [
        "nonprofit",
        "registers",
        "seat_municipality",
        "seat_province",
        "size",
    ]


def test_the_same_said_again_is_no_change(home: Client, organisation: Organisation) -> None:
    home.post(address(organisation), SAID)
    home.post(address(organisation), SAID)

    assert Event.objects.filter(name="organisation.described").count() == 1


def test_enrolled_nowhere_is_not_the_same_as_not_said(
    home: Client, organisation: Organisation
) -> None:
    home.post(address(organisation), SAID | {"registers": ["none"]})
    organisation.refresh_from_db()
    assert organisation.registers == []

    home.post(address(organisation), SAID | {"registers": []})
    organisation.refresh_from_db()
    assert organisation.registers is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"registers": ["none", "runts"]}, "Hai scelto dei registri e anche «Nessuno di questi»"),
        ({"registers": ["circus"]}, "circus"),
        ({"size": "enormous"}, "enormous"),
        ({"nonprofit": "maybe"}, "maybe"),
        ({"seat_province": "T1"}, "Provincia: scrivi due lettere"),
    ],
)
def test_what_is_no_answer_is_refused(
    home: Client, organisation: Organisation, typed: dict[str, Any], said: str
) -> None:
    answer = home.post(address(organisation), SAID | typed)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert Organisation.objects.get(pk=organisation.pk).size == ""


def test_somebody_else_s_organisation_does_not_exist(
    stranger: Client, organisation: Organisation
) -> None:
    assert stranger.get(address(organisation)).status_code == 404
    assert stranger.post(address(organisation), SAID).status_code == 404
    assert Client().get(address(organisation)).status_code == 302
    assert Organisation.objects.get(pk=organisation.pk).size == ""


def test_what_lacks_leads_to_the_organisation_s_page_and_back(
    home: Client, owner: Person, organisation: Organisation
) -> None:
    asked = changed("eligibility", sizes=["micro"], nonprofit=True)["eligibility"]
    call: Call = published_call(draft=a_complete_draft(eligibility=asked))
    ready = complete(call, actor=owner, organisation=organisation)
    lacks = reverse("applicants:missing", args=[ready.public_id])

    page = text_of(home.get(lacks))
    home.post(address(organisation), SAID)

    assert f"{address(organisation)}?poi=" in page
    assert "Manca la dimensione dell'ente. Sono ammesse: Micro" in page
    submission = sent(fresh(ready))
    said = submission.content["organisation"]
    assert (said["size"], said["nonprofit"], said["registers"]) == ("micro", True, ["runts"])
