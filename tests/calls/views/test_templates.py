"""Templates to fill: kept with the draft, published with the rules, taken by everybody."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applicants.models import Attachment
from calls.actions import templates
from calls.actions.publication import publish_by_act
from calls.models import Call
from tests.calls.views.typed import rows, save, text_of
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, a_pdf
from tests.factories.calls import CallFactory, funded, published_call
from wecare.core import clock

NAME = "modello.pdf"
PDF = a_pdf()


@pytest.fixture
def call(db: None) -> Call:
    return funded(CallFactory())


def upload(
    office: Client,
    call: Call,
    *,
    document: str = "deed",
    content: bytes | None = None,
    **typed: Any,
) -> Any:
    file = SimpleUploadedFile(typed.pop("name", NAME), a_pdf() if content is None else content)
    address = reverse("calls:templates", args=[call.code])
    version = typed.pop("version", Call.objects.get(pk=call.pk).draft_version)
    return office.post(address, {"document": document, "version": version, "file": file})


def kept(call: Call) -> dict[str, str]:
    found = Call.objects.get(pk=call.pk).draft["attachments"]
    return {row["code"]: row.get("template_name", "") for row in found}


def published(call: Call) -> Call:
    call = Call.objects.get(pk=call.pk)
    publish_by_act(
        call=call,
        kind="DD",
        number_text=f"DD 1/A2203A/2026 {call.code}",
        adopted_on=clock.today(),
        subject="Approvazione",
        actor=call.created_by,
    )
    return Call.objects.get(pk=call.pk)


def test_a_template_is_kept_follows_its_document_and_is_taken_away(
    office: Client, call: Call
) -> None:
    assert upload(office, call).status_code == 302
    assert kept(call)["deed"] == NAME

    renamed = {"was": "deed", "code": "act", "title": "Atto", "obligation": "exclusion"}
    save(
        office,
        reverse("calls:editor", args=[call.code, "attachments"]),
        rows("attachments", renamed),
        version=Call.objects.get(pk=call.pk).draft_version,
    )
    assert kept(call) == {"act": NAME}

    office.post(reverse("calls:template_removal", args=[call.code, "act"]))
    assert kept(call) == {"act": ""}


def test_no_digest_that_is_typed_becomes_a_template(office: Client, call: Call) -> None:
    """A row tells under which code it was saved, never which file it wants."""
    private = a_draft(published_call())
    typed = {
        "code": "deed",
        "title": "Atto",
        "obligation": "exclusion",
        "template": "ab" * 32,
        "template_name": "altrui.pdf",
        "was": "nowhere",
    }

    save(
        office, reverse("calls:editor", args=[call.code, "attachments"]), rows("attachments", typed)
    )

    (row,) = Call.objects.get(pk=call.pk).draft["attachments"]
    assert (row["template"], row["template_name"]) == ("", "")
    assert Attachment.objects.filter(application=private).count() == 0


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"content": b""}, 422, "Il file è vuoto."),
        ({"content": b"MZ\x90"}, 422, "Il nome dice PDF, il contenuto no."),
        ({"name": "modello.docx", "content": b"PK"}, 422, "Accettiamo solo PDF"),
        ({"document": "nowhere"}, 409, "non è un documento da allegare di questo bando"),
        ({"version": 99}, 409, "Un'altra persona ha salvato il bando mentre scrivevi"),
    ],
)
def test_a_template_that_cannot_be_kept_is_refused_with_its_reason(
    office: Client, call: Call, typed: dict[str, Any], status: int, said: str
) -> None:
    answer = upload(office, call, **typed)

    assert answer.status_code == status
    assert said in text_of(answer)
    assert kept(call)["deed"] == ""


def test_everybody_takes_the_template_of_the_rules_in_force(
    office: Client, client: Client, call: Call
) -> None:
    templates.put(
        call=call,
        document="deed",
        filename=NAME,
        content=PDF,
        base_version=call.draft_version,
        actor=call.created_by,
    )
    address = reverse("calls:template", args=[call.code, "deed"])
    assert client.get(address).status_code == 404
    public = published(call)

    answer = Client().get(address)

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert NAME in answer["Content-Disposition"]
    assert Client().get(reverse("calls:template", args=[call.code, "letter"])).status_code == 404
    page = text_of(Client().get(reverse("calls:call", args=[call.code])))
    assert address in page
    person = PersonFactory()
    draft = a_draft(public, actor=person)
    applicant = Client()
    applicant.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    files = text_of(applicant.get(reverse("applicants:attachments", args=[draft.public_id])))
    assert address in files


def test_who_may_not_edit_keeps_no_template(client: Client, call: Call) -> None:
    client.force_login(PersonFactory(), backend="wecare.accounts.backends.PasswordBackend")

    assert upload(client, call).status_code == 403
    assert kept(call)["deed"] == ""
