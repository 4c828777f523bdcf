"""Questions that depend on others, tables and files, on the pages of those who apply."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applicants.models import Answer, Application, Attachment
from calls.models import Call
from tests.applicants.engine.test_questions import FORM, GROUP, LETTER, MATES
from tests.calls.views.typed import text_of
from tests.factories.applicants import a_pdf, answered, complete, fresh, sent, with_file
from tests.factories.calls import a_complete_draft, published_call
from wecare.accounts.models import Person

pytestmark = pytest.mark.django_db
SECTION = {"code": "s", "title": "Il gruppo", "questions": [FORM, MATES, LETTER]}
MATES_ONLY = {key: GROUP[key] for key in ("form", "mates")}


@pytest.fixture
def call(db: None) -> Call:
    return published_call(draft=a_complete_draft(sections=[SECTION]))


def address(name: str, application: Application, *more: Any) -> str:
    return reverse(f"applicants:{name}", args=[application.public_id, *more])


def ready_of(call: Call, owner: Person, **answers: str) -> Application:
    return complete(call, actor=owner, answers=answers)


def test_the_section_says_when_a_question_is_asked_and_where_files_go(
    home: Client, owner: Person, call: Call
) -> None:
    ready = ready_of(call, owner, **MATES_ONLY)

    page = text_of(home.get(address("section", ready, "s")))

    assert "Si risponde solo se a «Forma» hai scelto: gruppo." in page
    assert "le celle separate da punto e virgola: Ente; Ruolo." in page
    assert 'data-shown-if="form"' in page
    assert f"{address('attachments', ready)}#allegato-letter2" in page


def test_a_table_is_saved_by_itself_and_a_wrong_row_is_said(
    home: Client, owner: Person, call: Call
) -> None:
    ready = ready_of(call, owner, form="gruppo")

    def save(value: str) -> Any:
        asked = {"field": "mates", "value": value, "version": 0}
        return home.post(
            address("autosave", ready, "s"), json.dumps(asked), content_type="application/json"
        )

    refused, saved = save("Alfa"), save("Alfa; capofila")

    assert (refused.status_code, saved.status_code) == (422, 200)
    assert refused.json()["message"] == (
        "Partner: la riga 1 ha 1 celle, ne servono 2 (Ente, Ruolo)."
    )
    assert Answer.objects.get(application=ready, key="mates").value == "Alfa; capofila"


def test_a_file_is_no_answer_that_can_be_typed(home: Client, owner: Person, call: Call) -> None:
    ready = ready_of(call, owner, form="gruppo")
    asked = {"field": "letter2", "value": "x", "version": 0}

    answer = home.post(
        address("autosave", ready, "s"), json.dumps(asked), content_type="application/json"
    )

    assert answer.status_code == 422
    assert Answer.objects.filter(key="letter2").count() == 0


def test_the_place_for_a_file_is_there_only_when_it_is_asked(
    home: Client, owner: Person, call: Call
) -> None:
    ready = ready_of(call, owner, form="sola")
    places = address("attachments", ready)

    assert "Lettera d'intenti" not in text_of(home.get(places))
    answered(ready, form="gruppo")
    assert "Lettera d'intenti" in text_of(home.get(places))
    upload = SimpleUploadedFile("lettera.pdf", a_pdf(), content_type="application/pdf")
    home.post(places, {"requirement": "letter2", "file": upload})
    assert Attachment.objects.filter(application=ready, requirement="letter2").count() == 1


def test_what_lacks_leads_to_the_place_of_the_file(home: Client, owner: Person, call: Call) -> None:
    ready = ready_of(call, owner, **MATES_ONLY)

    page = text_of(home.get(address("missing", ready)))

    assert "Lettera d'intenti: manca il file." in page
    assert f"{address('attachments', ready)}#allegato-letter2" in page


def test_what_is_sent_and_printed_holds_only_what_was_asked(
    home: Client, owner: Person, call: Call
) -> None:
    ready = with_file(ready_of(call, owner, **MATES_ONLY), "letter2", filename="lettera.pdf")
    answered(ready, form="sola")

    submission = sent(fresh(ready))

    assert submission.content["answers"] == {"form": "sola"}
    assert [each["requirement"] for each in submission.content["attachments"]] == ["deed"]
    assert submission.receipt is not None
    (section,) = submission.receipt.context["sections"]
    assert [each["label"] for each in section["answers"]] == ["Forma"]


def test_the_review_and_the_receipt_show_the_table_by_rows_and_the_file_by_name(
    home: Client, owner: Person, call: Call
) -> None:
    ready = with_file(ready_of(call, owner, **MATES_ONLY), "letter2", filename="lettera.pdf")

    page = text_of(home.get(address("review", ready)))
    submission = sent(fresh(ready))

    assert "<td>capofila</td>" in page
    assert "File caricato" in page
    assert submission.receipt is not None
    (section,) = submission.receipt.context["sections"]
    assert section["answers"][1]["rows"] == [["Alfa", "capofila"], ["Beta", "rete"]]
    assert section["answers"][2]["value"] == "lettera.pdf"


def test_the_rules_page_says_condition_columns_and_blindness(client: Client, call: Call) -> None:
    page = text_of(client.get(reverse("calls:rules", args=[call.code])))

    assert "Si risponde solo se a «Forma» hai scelto: gruppo." in page
    assert "Ente; Ruolo, massimo 2 righe" in page
    assert "Chi valuta non legge questa risposta." in page
