"""The receipt on paper: what it proves is written on it, and any reader can open it for ever."""

import io
import json

import pypdf
import pytest

from applicants.documents import receipt_said
from applicants.models import Submission
from tests.factories.applicants import complete, sent
from tests.factories.calls import published_call
from tests.fixtures.verapdf import Verdict
from wecare.core import printing, store

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> {{ request }} {% load x %} <img src='http://127.0.0.1:1/'>"


@pytest.fixture
def submission() -> Submission:
    answers = {"need": "<b>Case</b> {{ secret }}", "fee": "1234.50", "start": "2026-11-23"}
    return sent(complete(published_call(), title=HOSTILE, answers=answers))


def printed(submission: Submission) -> bytes:
    assert submission.receipt is not None
    document = printing.render_document(document=submission.receipt)
    assert document.file is not None, document.error
    return store.read(document.file)


def text_of(content: bytes) -> str:
    """The text without spaces and line ends, which the width of a column decides."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def test_the_receipt_says_what_was_sent_when_and_under_which_digests(
    submission: Submission,
) -> None:
    content = printed(submission)

    text = text_of(content)
    facts = [
        submission.protocol,
        submission.content_digest,
        submission.rulebook.digest,
        submission.content["attachments"][0]["digest"],
        submission.organisation.name,
        "100.000,00€",
        "20.000,00€",
        "80.000,00€",
        "1.234,50",
        "23/11/2026",
        HOSTILE,
        "<b>Case</b> {{ secret }}",
    ]
    assert [fact for fact in facts if "".join(fact.split()) not in text] == []


def test_the_receipt_carries_its_data(submission: Submission) -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed(submission)))

    (data,) = reader.attachments["domanda.json"]
    assert json.loads(data)["content_digest"] == submission.content_digest


def test_amounts_and_days_are_written_as_people_read_them(submission: Submission) -> None:
    context = receipt_said(submission, signature=None)

    answers = {each["label"]: each["value"] for each in context["sections"][0]["answers"]}
    assert answers == {
        "Bisogno": "<b>Case</b> {{ secret }}",
        "Persone": "",
        "Quota": "1.234,50",
        "Inizio": "23/11/2026",
        "Ambito": "",
    }


def test_verapdf_accepts_the_receipt(submission: Submission, verapdf: Verdict) -> None:
    content = printed(submission)

    assert verapdf(content, "3a") == []
    assert verapdf(content, "ua1") == []
