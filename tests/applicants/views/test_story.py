"""The pages of seats, names and successions."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applicants.models import Application, FormerName, Organisation, Seat, Succession
from calls.models import Call
from tests.applicants.views.conftest import logged_in
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, a_fiscal_code, an_organisation, complete, sent
from wecare.accounts.models import Person
from wecare.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(owner: Person) -> Organisation:
    return an_organisation(owner, name="Vecchia")


@pytest.fixture
def today() -> str:
    return f"{clock.today():%d/%m/%Y}"


def page(organisation: Organisation, name: str, *more: Any) -> str:
    return reverse(f"applicants:{name}", args=[organisation.pk, *more])


def test_seats_are_listed_added_and_closed(
    home: Client, organisation: Organisation, today: str
) -> None:
    url = page(organisation, "organisation_seats")
    typed = {"kind": "operating", "municipality": "Bra", "province": "cn", "valid_from": today}

    shown = text_of(home.post(url, typed, follow=True))
    seat = Seat.objects.get(kind="operating")
    home.post(page(organisation, "seat_end", seat.pk), {"on": today})

    assert "Sede operativa" in shown
    assert "Bra (CN)" in shown
    seat.refresh_from_db()
    assert seat.valid_until == clock.today()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": "legal"}, "Sede legale: scrivi da che giorno."),
        ({"kind": "legal", "valid_from": "31/12/2199"}, "deve ancora venire"),
        ({"province": "T1"}, "Provincia: scrivi due lettere"),
        ({"kind": "castle"}, "castle"),
        ({"municipality": ""}, "Scrivi qui la risposta."),
    ],
)
def test_a_seat_that_cannot_be_is_refused(
    home: Client, organisation: Organisation, typed: dict[str, str], sentence: str
) -> None:
    given = {"kind": "operating", "municipality": "Bra", "province": "CN"} | typed

    answer = home.post(page(organisation, "organisation_seats"), given)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert Seat.objects.count() == 1


def test_a_former_name_is_shown_with_its_day(
    home: Client, organisation: Organisation, today: str
) -> None:
    typed = {"name": "Nuovissima", "on": today, "deed": "Verbale del 3 marzo"}

    shown = text_of(home.post(page(organisation, "organisation_rename"), typed, follow=True))

    assert FormerName.objects.get().name == "Vecchia"
    assert "Verbale del 3 marzo" in shown
    assert "<h1>Nuovissima</h1>" in shown
    assert "(già Vecchia)" in text_of(home.get(reverse("applicants:organisations")))
    assert "Vecchia (fino al" in text_of(home.get(page(organisation, "organisation")))


def test_the_receipt_shows_the_name_it_was_sent_under(
    home: Client, organisation: Organisation, owner: Person, call: Call, today: str
) -> None:
    ready = complete(call, actor=owner, organisation=organisation)
    sent(ready)
    typed = {"name": "Nuovissima", "on": today, "deed": "Verbale"}
    home.post(page(organisation, "organisation_rename"), typed)

    shown = text_of(home.get(reverse("applicants:receipt", args=[ready.public_id, 1])))

    assert "Vecchia" in shown


def test_a_successor_takes_a_draft_over_on_its_page(
    home: Client, organisation: Organisation, owner: Person, call: Call, today: str
) -> None:
    heir = PersonFactory()
    successor = an_organisation(heir, name="Nuova")
    draft = a_draft(call, actor=owner, organisation=organisation)
    typed = {
        "fiscal_code": successor.fiscal_code,
        "kind": "incorporation",
        "on": today,
        "deed": "Atto del notaio Bo",
    }
    browser = logged_in(heir)

    home.post(page(organisation, "organisation_succession"), typed)
    shown = text_of(browser.get(page(successor, "organisation_story")))
    answer = browser.post(page(successor, "take_over", draft.public_id))

    assert Succession.objects.get().deed == "Atto del notaio Bo"
    assert "continuala come Nuova" in shown
    assert answer.url == reverse("applicants:application", args=[draft.public_id])
    assert Application.objects.get().organisation == successor
    assert "Questo ente è cessato" in text_of(home.get(page(organisation, "organisation")))
    assert browser.get(page(successor, "take_over", draft.public_id)).status_code == 404


def test_a_successor_that_is_not_here_is_told_so(
    home: Client, organisation: Organisation, today: str
) -> None:
    code = a_fiscal_code()
    typed = {"fiscal_code": code, "kind": "merger", "on": today, "deed": "Atto"}

    answer = home.post(page(organisation, "organisation_succession"), typed)

    assert answer.status_code == 422
    assert f"L'ente {code} non è ancora nel portale" in text_of(answer)


def test_an_end_is_recorded_once(home: Client, organisation: Organisation, today: str) -> None:
    url = page(organisation, "organisation_end")
    typed = {"on": today, "deed": "Atto"}

    assert home.post(url, typed).status_code == 302
    assert home.post(url, typed).status_code == 422


def test_an_ended_organisation_is_offered_and_refused_with_the_day(
    home: Client, organisation: Organisation, call: Call, today: str
) -> None:
    home.post(page(organisation, "organisation_end"), {"on": today, "deed": "Atto"})
    typed = {"organisation": organisation.pk, "title": "Casa", "lot": "T"}

    answer = home.post(reverse("applicants:start", args=[call.code]), typed)

    assert answer.status_code == 409
    assert "Vecchia è cessato il" in text_of(answer)
