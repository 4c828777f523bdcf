import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import (
    PASSWORD,
    IdentityLinkFactory,
    PersonFactory,
    RoleGrantFactory,
)
from wecare.accounts.enums import Role
from wecare.core.models import Event

pytestmark = pytest.mark.django_db

NEW = "la mia nuova frase segreta"


@pytest.mark.parametrize("route", ["accounts:profile", "accounts:password"])
def test_a_stranger_is_sent_to_the_login(client: Client, route: str) -> None:
    answer = client.get(reverse(route))

    assert answer.status_code == 302
    assert answer.url == f"{reverse('accounts:login')}?next={reverse(route)}"


def test_the_profile_shows_one_s_own_data_roles_and_identities(client: Client) -> None:
    person = PersonFactory(given_name="Anna", fiscal_code="RCCMNL83S18D969H")
    RoleGrantFactory(person=person, role=Role.MANAGER, basis="DGR 5-123/2026")
    RoleGrantFactory(person=person, role=Role.OFFICER, basis="DD 77 cessata", ended=True)
    RoleGrantFactory(role=Role.AUDITOR, basis="DD 88 di un'altra persona")
    IdentityLinkFactory(person=person)
    client.force_login(person)

    page = client.get(reverse("accounts:profile")).content.decode()

    assert 'value="RCCMNL83S18D969H"' in page
    assert "Dirigente" in page
    assert "DGR 5-123/2026" in page
    assert "L.R. Piemonte 23/2008" in page
    assert "DD 77" not in page
    assert "DD 88" not in page
    assert "Email e password: livello di garanzia Basso" in page


def test_the_profile_is_saved_with_the_fiscal_code_as_typed_by_hand(client: Client) -> None:
    person = PersonFactory()
    client.force_login(person)

    answer = client.post(
        reverse("accounts:profile"),
        {"given_name": "Anna", "family_name": "Neri", "fiscal_code": "rcc mnl 83s18 d969h"},
    )

    person.refresh_from_db()
    assert answer.status_code == 302
    assert person.fiscal_code == "RCCMNL83S18D969H"


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        pytest.param("RCCMNL83S18D969A", 422, "l&#x27;ultima lettera non corrisponde", id="check"),
        pytest.param("12345678903", 422, "ha 11 caratteri, ne servono 16", id="organisation"),
        pytest.param("RCCMNL83S18D969H", 409, "già legato a un altro profilo", id="another's"),
    ],
)
def test_a_fiscal_code_that_cannot_be_is_refused_as_typed(
    client: Client, typed: str, status: int, sentence: str
) -> None:
    PersonFactory(fiscal_code="RCCMNL83S18D969H")
    person = PersonFactory()
    client.force_login(person)

    answer = client.post(
        reverse("accounts:profile"),
        {"given_name": "Anna", "family_name": "Neri", "fiscal_code": typed},
    )

    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode()
    person.refresh_from_db()
    assert person.fiscal_code == ""


def test_the_password_changes_and_only_this_session_stays(client: Client) -> None:
    person = PersonFactory()
    elsewhere = Client()
    client.force_login(person)
    elsewhere.force_login(person)
    key = client.session.session_key

    answer = client.post(
        reverse("accounts:password"),
        {"old_password": PASSWORD, "password": NEW, "password_again": NEW},
    )

    person.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, reverse("accounts:profile"))
    assert person.check_password(NEW)
    assert client.session.session_key != key
    assert client.get(reverse("accounts:profile")).status_code == 200
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302
    assert [event.name for event in Event.objects.about(person)] == ["person.password_changed"]


def test_the_password_does_not_change_without_the_old_one(client: Client) -> None:
    person = PersonFactory()
    client.force_login(person)

    answer = client.post(
        reverse("accounts:password"),
        {"old_password": "non è questa", "password": NEW, "password_again": NEW},
    )

    person.refresh_from_db()
    assert answer.status_code == 422
    assert "La password di adesso non corrisponde." in answer.content.decode()
    assert person.check_password(PASSWORD)


def test_a_personal_page_is_never_kept_by_caches(client: Client) -> None:
    client.force_login(PersonFactory())

    answer = client.get(reverse("accounts:profile"))

    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]
