"""The blank form at its public address: being made, made, one for each version."""

from typing import Any

import pytest
from django.test import Client

from applicants.queries.blank_forms import blank_form_of
from applicants.tasks import prepare_blank_form
from calls.actions.calls import publish
from calls.models import Call
from tests.applicants.test_blank_form import printed, rulebook_of
from tests.applicants.views.test_whole import words
from tests.calls.views.typed import text_of
from tests.factories.calls import CallFactory, an_act, funded, published_call
from tests.factories.versions import extended
from tests.fixtures.services import Worker
from wecare.core import dispatch, printing, store
from wecare.core.components import formats
from wecare.core.models import Document

PAGE = "/bandi/FSE2-2026/fac-simile/"
pytestmark = pytest.mark.django_db


def plain_weight(size: int) -> str:
    return " ".join(formats.weight(size).split())


def one_call() -> Call:
    return published_call(code="FSE2-2026")


def test_while_it_is_being_made_the_page_says_so(client: Client) -> None:
    call = one_call()

    before = words(client, PAGE)
    prepare_blank_form(rulebook_id=rulebook_of(call).pk)
    asked_for = words(client, PAGE)

    for page in (before, asked_for):
        assert "Stiamo preparando il PDF" in page
        assert 'data-progress="pending"' in page
        assert ".pdf" not in page
    assert client.get(f"{PAGE}1.pdf").status_code == 404


def test_once_made_it_is_served_as_it_was_printed_with_its_size(client: Client) -> None:
    content = printed(one_call())

    page = words(client, PAGE)
    response = client.get(f"{PAGE}1.pdf")

    assert f'href="{PAGE}1.pdf"' in page
    assert f"Scarica il fac-simile (PDF {plain_weight(len(content))})" in page
    assert response.getvalue() == content
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == ('attachment; filename="fac-simile-FSE2-2026-1.pdf"')


def test_what_could_not_be_made_is_said_and_nothing_is_promised(client: Client) -> None:
    call = one_call()
    prepare_blank_form(rulebook_id=rulebook_of(call).pk)
    Document.objects.update(state="failed")

    assert "Non siamo riusciti a preparare" in words(client, PAGE)


def test_it_says_that_it_is_no_application(client: Client) -> None:
    one_call()

    page = words(client, PAGE)

    assert "Non è una domanda e non si può inviare" in page
    assert "la domanda si scrive e si invia solo nel portale" in page
    assert 'href="/bandi/FSE2-2026/modulo/1/"' in page


def test_each_version_has_its_own(client: Client) -> None:
    call = one_call()
    printed(call)
    extended(call)

    last, first = words(client, PAGE), words(client, f"{PAGE}1/")

    assert "Tutte le domande della versione 2" in last
    assert f'href="{PAGE}1/"' in last
    assert "Stiamo preparando il PDF" in last
    assert f'href="{PAGE}1.pdf"' in first
    assert f'href="{PAGE}2/"' in first


@pytest.mark.parametrize(
    "address",
    [
        "assente/fac-simile/",
        "bozza/fac-simile/",
        "FSE2-2026/fac-simile/2/",
        "FSE2-2026/fac-simile/2.pdf",
    ],
)
def test_what_is_not_public_is_not_found(client: Client, address: str) -> None:
    printed(one_call())
    CallFactory(code="bozza")

    assert client.get(f"/bandi/{address}").status_code == 404


def test_it_is_read_in_english(client: Client) -> None:
    one_call()

    page = words(client, PAGE, headers={"accept-language": "en"})

    assert "It is not an application and cannot be sent" in page


def test_the_pages_of_the_call_lead_there(client: Client) -> None:
    one_call()

    assert f'href="{PAGE}"' in words(client, "/bandi/FSE2-2026/")
    assert f'href="{PAGE}1/"' in words(client, "/bandi/FSE2-2026/modulo/")


def test_a_file_shown_to_the_verification_page_is_told_for_what_it_is(client: Client) -> None:
    printed(one_call())
    document = blank_form_of(rulebook_of(Call.objects.get()))
    assert document is not None

    response = client.post("/verifica/", {"impronta": document.file_id})

    page = " ".join(text_of(response).split())
    assert "Fac-simile, che non è una domanda inviata" in page


@pytest.mark.parametrize("versions", [1, 3])
def test_the_page_costs_five_queries(
    client: Client, django_assert_num_queries: Any, versions: int
) -> None:
    call = one_call()
    for _more in range(versions - 1):
        extended(call)

    with django_assert_num_queries(5):
        answer = client.get(PAGE)

    assert answer.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_worker_makes_it_at_the_publication_and_the_sweep_what_was_published_before(
    celery_worker_process: Worker, eventually: Any
) -> None:
    dispatch.breaker.trip()  # the broker is away: only the database knows
    before = published_call(code="prima")
    dispatch.breaker.reset()
    call = funded(CallFactory(code="adesso"))
    now = publish(call=call, act=an_act("DD 1/A2203A/2026"), actor=call.created_by)

    for rulebook in (rulebook_of(before), now):
        eventually(lambda rulebook=rulebook: _is_printed(rulebook))
    document = blank_form_of(now)
    assert document is not None
    assert document.file is not None
    assert store.read(document.file).startswith(b"%PDF-")
    assert printing.verify_documents() == []


def _is_printed(rulebook: Any) -> bool:
    document = blank_form_of(rulebook)
    return document is not None and document.is_rendered
