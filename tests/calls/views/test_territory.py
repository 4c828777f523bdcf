"""The territory on the screen: a day of the past, the administrator's forms, who may use them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from calls.models import District, ManagingBody
from tests.calls.actions.test_territory import a_body, a_district, merged
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from wecare.accounts.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    person = PersonFactory(roles=[Role.ADMIN])
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    return client


def test_everyone_sees_who_was_there_on_a_day(client: Client) -> None:
    district = a_district()
    merged(a_body(district, "CISS Pinerolo"), a_body(district, "Unione montana"))
    address = reverse("calls:territory")

    before = text_of(client.get(address, {"giorno": "31/12/2024"}))
    today = text_of(client.get(address))

    assert ("CISS Pinerolo" in before, "CISS del Pinerolese" in before) == (True, False)
    assert ("CISS Pinerolo" in today, "CISS del Pinerolese" in today) == (False, True)
    assert "com'era il 31 dicembre 2024" in before


@pytest.mark.parametrize("typed", ["31/02/2025", "ieri", "01/01/0001"])
def test_a_day_that_is_none_is_told_at_the_field(client: Client, typed: str) -> None:
    a_district()

    response = client.get(reverse("calls:territory"), {"giorno": typed})

    assert response.status_code == 422
    assert f'value="{typed}"' in text_of(response)
    assert "Pinerolese" in text_of(response)


def test_an_administrator_enters_a_district_and_its_bodies_and_a_merger(
    administrator: Client,
) -> None:
    entered = administrator.post(
        reverse("calls:district_new"),
        {"code": "bra", "name": "Bra", "health_authority": "CN2", "source_mark": "ricostruzione"},
    )
    for name in ("Consorzio A", "Consorzio B"):
        administrator.post(reverse("calls:body_new", args=["bra"]), {"name": name})
    chosen = list(ManagingBody.objects.order_by("id").values_list("id", flat=True))
    administrator.post(
        reverse("calls:succession", args=["bra"]),
        {"bodies": chosen, "name": "Consorzio unico", "valid_from": "01/01/2026"},
    )

    assert entered["Location"] == reverse("calls:desk_territory")
    after = ManagingBody.objects.get(name="Consorzio unico")
    assert after.valid_from == date(2026, 1, 1)
    assert list(after.predecessors.order_by("name").values_list("name", flat=True)) == [
        "Consorzio A",
        "Consorzio B",
    ]
    page = text_of(administrator.get(reverse("calls:desk_territory")))
    assert "gli subentra Consorzio unico" in page


def test_an_administrator_corrects_a_name_and_ends_a_body(administrator: Client) -> None:
    body = a_body(a_district(), "CISS")

    administrator.post(
        reverse("calls:district", args=["pinerolese"]), {"name": "Pinerolo", "source_mark": "DGR"}
    )
    administrator.post(
        reverse("calls:body_end", args=["pinerolese", body.pk]), {"on": "01/01/2026"}
    )

    body.refresh_from_db()
    assert District.objects.get().name == "Pinerolo"
    assert body.valid_until == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("route", "typed", "sentence"),
    [
        ("body_new", {"name": ""}, "Scrivi qui il testo."),
        ("body_new", {"name": "CISS"}, "è già tra gli enti gestori"),
        ("body_new", {"name": "A", "fiscal_code": "123"}, "sono undici cifre"),
        ("body_new", {"name": "A", "valid_from": "domani"}, "Scrivi la data come"),
        ("succession", {"name": "Z", "valid_from": "01/01/2026"}, "Scegli almeno un ente"),
        ("succession", {"bodies": "0", "name": "Z", "valid_from": "01/01/2026"}, "0"),
        ("district", {"name": "a\x00b"}, "caratter"),
    ],
)
def test_what_does_not_hold_is_told_at_the_field_and_stays_as_typed(
    administrator: Client, route: str, typed: dict[str, str], sentence: str
) -> None:
    a_body(a_district(), "CISS")

    response = administrator.post(reverse(f"calls:{route}", args=["pinerolese"]), typed)

    assert response.status_code in {409, 422}
    assert sentence in text_of(response)
    assert ManagingBody.objects.count() == 1


@pytest.mark.parametrize("code", ["nuovo", "a.b", "a b"])
def test_a_code_that_no_address_can_hold_is_refused(administrator: Client, code: str) -> None:
    response = administrator.post(reverse("calls:district_new"), {"code": code, "name": "Bra"})

    assert response.status_code == 422
    assert not District.objects.exists()


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        (None, 403, 403),
        (Role.ASSESSOR, 403, 403),
        (Role.OFFICER, 200, 403),
        (Role.MANAGER, 200, 403),
        (Role.AUDITOR, 200, 403),
        (Role.ADMIN, 200, 200),
    ],
)
def test_the_office_reads_and_the_administrator_writes(
    client: Client, role: Role | None, reads: int, writes: int
) -> None:
    body = a_body(a_district(), "CISS")
    person = PersonFactory(roles=[role] if role else [])
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    of_body = reverse("calls:body_end", args=["pinerolese", body.pk])
    forms = [
        reverse("calls:district_new"),
        of_body,
        *(
            reverse(f"calls:{name}", args=["pinerolese"])
            for name in ("district", "body_new", "succession")
        ),
    ]

    assert client.get(reverse("calls:desk_territory")).status_code == reads
    assert {client.get(address).status_code for address in forms} == {writes}
    if writes == 403:
        assert {client.post(address, {}).status_code for address in forms} == {403}


def test_what_is_not_there_is_not_found(administrator: Client) -> None:
    a_district()

    addresses = [
        reverse("calls:district", args=["altrove"]),
        reverse("calls:body_end", args=["pinerolese", 0]),
    ]

    assert {administrator.get(address).status_code for address in addresses} == {404}
