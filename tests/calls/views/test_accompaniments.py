"""Who accompanies which project on the screen: for everyone without the office's notes, and the forms."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.models import Accompaniment
from calls.queries.contracts import help_of, mark_of
from tests.calls.actions.test_territory import a_district
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.calls import MeasureFactory
from tests.factories.contracts import a_contract, an_accompaniment
from wecare.accounts.enums import Role

pytestmark = pytest.mark.django_db

BACKEND = "wecare.accounts.backends.PasswordBackend"
UNKNOWN = "Non è nelle fonti consultate"
NEW = {
    "measure": "FSE1",
    "project": "Ben Essere in Valle",
    "lead": "Consorzio capofila",
    "districts": ["asti", "casale"],
    "body": "Società Alfa",
    "fiscal_code": "00488410010",
    "since": "01/01/2020",
    "until": "",
    "note": "Chiamare il lunedì",
    "source_mark": "D.D. di prova",
}


@pytest.fixture
def desk(client: Client) -> Client:
    a_contract()
    MeasureFactory(code="FSE1", title="Sperimentazione di azioni innovative")
    for code in ("asti", "casale"):
        a_district(code, code.title())
    client.force_login(PersonFactory(roles=[Role.OFFICER]), backend=BACKEND)
    return client


def public(client: Client) -> str:
    return text_of(client.get(reverse("calls:accompaniments")))


def send(client: Client, row: Accompaniment, name: str = "accompaniment", **typed: Any) -> Any:
    known = NEW if name == "accompaniment" else {}
    seen = {"seen": mark_of(help_of(row))}
    return client.post(reverse(f"calls:{name}", args=["fase-1", row.pk]), known | seen | typed)


def test_everyone_sees_who_accompanies_which_project_without_the_notes(client: Client) -> None:
    a_district("asti", "Asti")
    an_accompaniment(body="Alfa", districts=("asti",), until=date(2020, 1, 1), note="Riservato")
    an_accompaniment(body="Beta", since=date(2020, 1, 1), lead="")

    page = public(client)

    assert page.index("fino al 1 gennaio 2020 escluso") < page.index("dal 1 gennaio 2020<")
    for words in ("Alfa", "Beta", "Asti", "Ben Essere in Valle", "Una fonte", "fase-1"):
        assert words in page
    assert "Riservato" not in page
    assert page.count(UNKNOWN) == 2  # Beta's lead and districts


def test_days_that_are_not_known_say_so(client: Client) -> None:
    a_district("asti", "Asti")
    an_accompaniment(districts=("asti",))

    assert public(client).count(UNKNOWN) == 1


def test_the_page_asks_the_same_of_one_and_of_three(
    client: Client, django_assert_num_queries: Any
) -> None:
    a_district("asti", "Asti")
    an_accompaniment(districts=("asti",))
    public(client)
    with django_assert_num_queries(2):
        public(client)

    for project in ("Un altro", "Un altro ancora"):
        an_accompaniment(project=project, districts=("asti",))

    with django_assert_num_queries(2):
        public(client)


def test_without_any_the_page_says_what_will_be_there(client: Client) -> None:
    assert "Nessun accompagnamento è ancora registrato" in public(client)


def test_both_measures_lead_to_who_accompanies_the_projects(client: Client) -> None:
    an_accompaniment()
    an_accompaniment(project="Un altro")
    address = reverse("calls:accompaniments")

    of_project = text_of(client.get(reverse("calls:measure", args=["FSE1"])))
    of_contract = text_of(client.get(reverse("calls:measure", args=["ACC"])))

    assert "Dei progetti di questa misura sono noti 2 accompagnamenti." in of_project
    assert f'href="{address}#FSE1"' in of_project
    assert "Con questi contratti sono noti 2 accompagnamenti." in of_contract
    assert f'href="{address}"' in of_contract


def test_the_territory_says_who_accompanies_a_district_on_the_day(client: Client) -> None:
    a_district("asti", "Asti")
    address = reverse("calls:territory")
    nobody = text_of(client.get(address))
    an_accompaniment(body="Alfa", districts=("asti",), until=date(2020, 1, 1), note="Riservato")
    an_accompaniment(body="Beta", districts=("asti",))

    before = text_of(client.get(address, {"giorno": "31/12/2019"}))
    today = text_of(client.get(address))

    assert "Chi ne accompagna i progetti" not in nobody
    assert ("Alfa" in before, "Alfa" in today) == (True, False)
    assert ("Beta" in before, "Beta" in today, UNKNOWN in today) == (True, True, True)
    assert "Riservato" not in before


def test_an_officer_adds_changes_and_ends_an_accompaniment(desk: Client) -> None:
    desk.post(reverse("calls:accompaniment_new", args=["fase-1"]), NEW)
    row = Accompaniment.objects.get()
    page = text_of(desk.get(reverse("calls:desk_contract", args=["fase-1"])))
    shown = text_of(desk.get(reverse("calls:accompaniment", args=["fase-1", row.pk])))
    send(desk, row, districts=["asti"], lead="Un altro capofila")
    row.refresh_from_db()
    ended = send(desk, row, "accompaniment_end", on="01/03/2020")

    row.refresh_from_db()
    assert ("Chiamare il lunedì" in page, 'value="01/01/2020"' in shown) == (True, True)
    assert ended["Location"] == reverse("calls:desk_contract", args=["fase-1"])
    assert (row.lead, row.until) == ("Un altro capofila", date(2020, 3, 1))
    assert [each.code for each in row.districts.order_by("pk")] == ["asti"]


@pytest.mark.parametrize(
    ("typed", "sentence", "status"),
    [
        ({"until": "31/12/2019"}, "non può finire il 31 dicembre 2019", 409),
        ({"project": "BEN ESSERE IN VALLE", "since": ""}, "accompagna già", 409),
        ({"fiscal_code": "00488410011"}, "sono undici cifre", 422),
        ({"since": "domani"}, "Scrivi la data come", 422),
        ({"districts": ["altrove"]}, "altrove", 422),
        ({"measure": ""}, "Scegli", 422),
        ({"project": ""}, "Scrivi qui il testo.", 422),
        ({"body": ""}, "Scrivi qui il testo.", 422),
        ({"source_mark": ""}, "Scrivi qui il testo.", 422),
        ({"note": "a\x00b"}, "caratter", 422),
    ],
)
def test_an_accompaniment_that_does_not_hold_is_refused_and_what_was_typed_stays(
    desk: Client, typed: dict[str, Any], sentence: str, status: int
) -> None:
    desk.post(reverse("calls:accompaniment_new", args=["fase-1"]), NEW)
    other = NEW | {"project": "Un altro progetto"} | typed

    response = desk.post(reverse("calls:accompaniment_new", args=["fase-1"]), other)

    assert response.status_code == status
    assert sentence in text_of(response)
    assert f'value="{other["lead"]}"' in text_of(response)
    assert Accompaniment.objects.count() == 1


def test_nobody_is_overwritten_in_silence(desk: Client) -> None:
    row = an_accompaniment()
    seen = mark_of(help_of(row))
    send(desk, row)

    changed = send(desk, row, seen=seen, lead="Troppo tardi")
    ended = send(desk, row, "accompaniment_end", seen=seen, on="01/03/2020")

    assert (changed.status_code, ended.status_code) == (409, 409)
    assert "Un'altra persona ha salvato l'accompagnamento di Società Alfa" in text_of(changed)
    assert 'value="Troppo tardi"' in text_of(changed)
    row.refresh_from_db()
    assert (row.lead, row.until) == ("Consorzio capofila", None)


@pytest.mark.parametrize(
    ("on", "sentence", "status"),
    [
        ("01/01/2020", "non può finire il 1 gennaio 2020", 409),
        ("", "Scrivi la data", 422),
        ("31/02/2021", "Scrivi la data come", 422),
    ],
)
def test_an_end_that_does_not_hold_is_refused(
    desk: Client, on: str, sentence: str, status: int
) -> None:
    row = an_accompaniment(since=date(2020, 1, 1))

    response = send(desk, row, "accompaniment_end", on=on)

    assert response.status_code == status
    assert sentence in text_of(response)
    row.refresh_from_db()
    assert row.until is None


def test_what_has_ended_is_not_offered_to_end_and_is_not_ended_again(desk: Client) -> None:
    row = an_accompaniment(until=date(2020, 1, 1))

    page = text_of(desk.get(reverse("calls:desk_contract", args=["fase-1"])))
    again = send(desk, row, "accompaniment_end", on="01/01/2021")

    assert "Registra la fine" not in page
    assert "è già finito il 1 gennaio 2020" in text_of(again)


def test_the_page_of_a_contract_asks_the_same_of_one_and_of_three(
    desk: Client, django_assert_num_queries: Any
) -> None:
    an_accompaniment(districts=("asti",))
    address = reverse("calls:desk_contract", args=["fase-1"])
    desk.get(address)
    with django_assert_num_queries(8):
        desk.get(address)

    for project in ("Un altro", "Un altro ancora"):
        an_accompaniment(project=project, districts=("asti", "casale"))

    with django_assert_num_queries(8):
        desk.get(address)
