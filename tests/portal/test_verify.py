"""Whether a document is authentic, said without a word of what it holds."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.calls.views.typed import text_of
from tests.factories.applicants import complete, sent, withdrawn
from tests.factories.calls import published_call
from tests.factories.core import DocumentFactory, StoredFileFactory
from wecare.core.digests import sha256
from wecare.core.models import Document

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 la ricevuta di Anna Neri"
SECRETS = ("Anna", "Neri", "Ricevuta di Anna")


@pytest.fixture
def document() -> Document:
    return DocumentFactory(
        rendered=True,
        kind="receipt",
        title="Ricevuta di Anna Neri",
        file=StoredFileFactory(content=CONTENT),
    )


def ask(client: Client, **asked: Any) -> Any:
    return client.post(reverse("portal:verify"), {"codice": "", "impronta": "", **asked})


def test_the_right_file_is_authentic_by_itself(client: Client, document: Document) -> None:
    by_file = ask(client, documento=SimpleUploadedFile("ricevuta.pdf", CONTENT))
    by_digest = ask(client, impronta=sha256(CONTENT).upper())

    for response in (by_file, by_digest):
        assert response.status_code == 200
        assert response.context["verdict"] == "authentic"
        assert document.check_code in text_of(response)


def test_code_and_file_together_are_authentic_or_differ(client: Client, document: Document) -> None:
    code = document.check_code
    right = ask(client, codice=code, documento=SimpleUploadedFile("r.pdf", CONTENT))
    wrong = ask(client, codice=code, documento=SimpleUploadedFile("r.pdf", CONTENT + b" "))

    assert right.context["verdict"] == "authentic"
    assert wrong.context["verdict"] == "differs"
    assert "Il file è diverso da quello vero" in text_of(wrong)


def test_the_address_in_the_printed_code_says_that_the_document_exists(
    client: Client, document: Document
) -> None:
    response = client.get(reverse("portal:verify"), {"codice": document.check_code})

    assert response.context["verdict"] == "known"
    assert "Ricevuta di una domanda" in text_of(response)


def test_a_code_is_read_whatever_the_spaces_and_the_case(
    client: Client, document: Document
) -> None:
    typed = document.check_code.lower().replace("-", " ")

    assert ask(client, codice=typed).context["verdict"] == "known"


def test_what_is_not_ours_is_unknown(client: Client, document: Document) -> None:
    for asked in (
        {"codice": "WCR-AAAA-AAAA"},
        {"impronta": "0" * 64},
        {"documento": SimpleUploadedFile("r.pdf", b"another")},
        {"documento": SimpleUploadedFile("empty.pdf", b"")},
    ):
        response = ask(client, **asked)
        assert response.context["verdict"] == "unknown", asked
        assert response.context["finding"].document is None


def test_a_document_that_waits_for_its_printer_is_not_yet_there(client: Client) -> None:
    waiting = DocumentFactory()

    assert ask(client, codice=waiting.check_code).context["verdict"] == "not_yet"


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"codice": True}, id="by code"),
        pytest.param({"impronta": sha256(CONTENT)}, id="by digest"),
    ],
)
def test_nothing_personal_is_told(client: Client, document: Document, asked: Any) -> None:
    asked = {name: document.check_code if value is True else value for name, value in asked.items()}

    page = text_of(ask(client, **asked))

    for secret in SECRETS:
        assert secret not in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        pytest.param({}, "Scrivi il codice di controllo oppure scegli il file.", id="nothing"),
        pytest.param({"impronta": "abc"}, "L'impronta ha 64 caratteri", id="half a digest"),
        pytest.param({"impronta": "z" * 64}, "L'impronta ha 64 caratteri", id="no digest"),
        pytest.param({"codice": "A" * 41}, "il massimo è 40", id="a long code"),
        pytest.param({"codice": "WCR\x00"}, "carattere nullo (NUL)", id="NUL"),
        pytest.param({"impronta": "A" * 1_000_000}, "il massimo è 200", id="1 MB"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field(
    client: Client, asked: dict[str, str], sentence: str
) -> None:
    response = ask(client, **asked)

    assert response.status_code == 422
    assert sentence in text_of(response)


def test_a_file_too_large_to_be_ours_is_refused(client: Client, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1024**2

    response = ask(client, documento=SimpleUploadedFile("big.pdf", b"x" * (1024**2 + 1)))

    assert response.status_code == 422
    assert "Il file pesa più di 1 MB" in text_of(response)


def test_the_receipt_of_a_withdrawn_application_says_so_and_whose_it_is_not(client: Client) -> None:
    submission = sent(complete(published_call()))
    assert submission.receipt is not None
    code = submission.receipt.check_code
    assert "La domanda è stata ritirata" not in text_of(ask(client, codice=code))

    withdrawn(submission)

    page = text_of(ask(client, codice=code))
    assert "La domanda è stata ritirata" in page
    assert submission.organisation.name not in page
