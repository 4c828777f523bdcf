"""Input that no text can hold, sent to the whole portal: a sentence, never a fall."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/bandi/?q=%00", "/?x=%ed%a0%80", "/bandi/a%00b/", "/%00"])
def test_an_address_that_is_not_text_gets_the_page_of_bad_requests(
    client: Client, address: str
) -> None:
    response = client.get(address)

    assert response.status_code == 400
    assert "L'indirizzo contiene caratteri che non sono testo." in unescape(
        response.content.decode()
    )


def test_an_address_with_broken_bytes_is_not_found(client: Client) -> None:
    assert client.get("/bandi/%ff%fe/").status_code == 404


def test_a_session_that_is_not_text_gets_the_page_of_bad_requests(client: Client) -> None:
    response = client.get(reverse("portal:home"), headers={"Cookie": 'sessionid="\\000aaaaaaaaaa"'})

    assert response.status_code == 400


@pytest.mark.parametrize("typed", ["anna\x00@esempio.it", "\ufffd", "x" * 1_000_000])
@pytest.mark.parametrize("name", ["username", "password"])
def test_a_login_that_is_not_text_gets_a_sentence(client: Client, name: str, typed: str) -> None:
    credentials = {"username": "anna@esempio.it", "password": "segreta"} | {name: typed}

    response = client.post(reverse("accounts:login"), credentials)

    assert response.status_code in {200, 400, 401, 403, 422}
    assert response.context["form"].errors


@pytest.mark.parametrize("body", [b"username=%ff%fe&password=%00", b"username=%ED%A0%80"])
def test_a_form_of_broken_bytes_gets_a_sentence(client: Client, body: bytes) -> None:
    response = client.post(
        reverse("accounts:login"), body, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code in {200, 400, 401, 403, 422}


def test_an_unknown_host_gets_the_page_of_bad_requests(client: Client) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_a_form_of_too_many_fields_or_too_many_bytes_is_a_bad_request(client: Client) -> None:
    fields = {f"field-{number}": "x" for number in range(2001)}

    assert client.post(reverse("accounts:login"), fields).status_code == 400
    assert client.post(reverse("accounts:login"), {"username": "x" * 6_000_000}).status_code == 400


@pytest.mark.parametrize("code", ["%00", "WCR-7K4P-92QX", "x" * 5000, "<script>", "١٢٣"])
def test_a_search_for_anything_never_falls(client: Client, code: str) -> None:
    response = client.get(f"{reverse('portal:verify')}?codice={code}")

    assert response.status_code == (400 if code == "%00" else response.status_code)
    assert response.status_code < 500
    assert "<script>alert" not in response.content.decode()


def test_the_health_of_the_portal_is_public_and_plain(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"
    assert client.get("/readyz").status_code == 503


def test_personal_answers_are_never_kept(client: Client, django_user_model: Any) -> None:
    stranger = client.get(reverse("portal:privacy"))
    client.force_login(django_user_model.objects.create(email="anna@esempio.it"))

    known = client.get(reverse("portal:privacy"))

    assert "no-store" not in stranger.get("Cache-Control", "")
    assert known.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in known.headers["Vary"]
