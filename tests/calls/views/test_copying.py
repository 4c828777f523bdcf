"""The desk: a new call that starts from another."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.models import Call
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.calls import CallFactory, published_call
from tests.factories.versions import extended
from wecare.accounts.enums import Role
from wecare.core.models import Event

pytestmark = pytest.mark.django_db
MODELS = "/ufficio/bandi/nuovo/modelli/"


def model(code: str, *version: int) -> str:
    name = "calls:call_copy_version" if version else "calls:call_copy"
    return reverse(name, args=[code, *version])


def test_the_list_offers_the_draft_or_each_version(office: Client) -> None:
    extended(published_call(code="pubblico"))
    CallFactory(code="bozza")

    page = text_of(office.get(MODELS))

    offered = [model("bozza"), model("pubblico", 2), model("pubblico", 1)]
    assert [page.index(f'href="{each}"') for each in offered] == sorted(
        page.index(f'href="{each}"') for each in offered
    )
    assert f'href="{model("pubblico")}"' not in page


def test_with_no_call_the_list_says_where_to_begin(office: Client) -> None:
    page = text_of(office.get(MODELS))

    assert "Non c'è ancora nessun bando da usare come modello" in page
    assert reverse("calls:call_new") in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_it_holds(
    office: Client, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        published_call(code=f"b{number}")

    with django_assert_num_queries(10):
        office.get(MODELS)


def test_the_page_suggests_title_and_money_and_the_copy_is_a_draft(office: Client) -> None:
    source = published_call(code="pubblico")
    page = text_of(office.get(model("pubblico")))
    assert f'value="{source.title}"' in page
    assert "regole pubblicate, versione 1" in page
    assert '<option value="FSE/FSE2/unica" selected' in page

    typed = {"code": "nuova", "title": "Nuovo titolo", "purse": "FSE/FSE2/unica"}
    response = office.post(model("pubblico"), typed)

    call = Call.objects.get(code="nuova")
    assert response["Location"] == reverse("calls:desk_call", args=["nuova"])
    assert (call.state, call.title, call.draft["identity"]["title"]) == (
        "draft",
        "Nuovo titolo",
        "Nuovo titolo",
    )
    assert call.draft["lots"][0]["amount"] == "2900000.00"
    assert Event.objects.get(name="call.copied").facts["source"] == "pubblico"


def test_the_version_of_the_address_is_the_one_that_is_copied(office: Client) -> None:
    extended(published_call(code="pubblico"))
    typed = {"code": "nuova", "title": "Titolo", "purse": "FSE/FSE2/unica"}

    office.post(model("pubblico", 1), typed)

    assert Event.objects.get(name="call.copied").facts["version"] == 1


def test_a_code_that_is_taken_is_refused_and_nothing_is_copied(office: Client) -> None:
    published_call(code="pubblico")
    typed = {"code": "PUBBLICO", "title": "Titolo", "purse": "FSE/FSE2/unica"}

    response = office.post(model("pubblico"), typed)

    assert response.status_code == 422
    assert 'Il codice "PUBBLICO" è già preso.' in text_of(response)
    assert Call.objects.count() == 1


def test_a_model_with_invented_figures_says_so(office: Client) -> None:
    CallFactory(code="esempio", demonstration=True)
    CallFactory(code="vero")

    assert "Il modello ha dati dimostrativi, e così la copia" in text_of(
        office.get(model("esempio"))
    )
    assert "Il modello ha dati dimostrativi" not in text_of(office.get(model("vero")))


def test_the_way_there_stands_on_the_page_of_each_call_and_of_a_new_one(office: Client) -> None:
    published_call(code="pubblico")
    CallFactory(code="bozza")

    for code in ("pubblico", "bozza"):
        assert model(code) in text_of(office.get(reverse("calls:desk_call", args=[code])))
    assert MODELS in text_of(office.get(reverse("calls:call_new")))


@pytest.mark.parametrize(
    "address",
    [model("assente"), model("pubblico", 2), model("bozza", 1)],
    ids=["no call", "no such version", "a draft has no version"],
)
def test_what_is_not_there_is_not_found(office: Client, address: str) -> None:
    published_call(code="pubblico")
    CallFactory(code="bozza")

    assert office.get(address).status_code == 404
    assert office.post(address, {"code": "x"}).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMIN, None])
def test_only_those_who_prepare_calls_copy_them(client: Client, role: Role | None) -> None:
    CallFactory(code="bozza")
    person = PersonFactory(roles=[role] if role else [])
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")

    for address in (MODELS, model("bozza")):
        assert client.get(address).status_code == 403
    assert client.post(model("bozza"), {"code": "x"}).status_code == 403
    assert "Usa come modello" not in text_of(client.get(reverse("calls:desk_call", args=["bozza"])))
