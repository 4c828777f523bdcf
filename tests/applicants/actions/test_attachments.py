"""Files have their place in the application; a sent one keeps its own."""

import pytest

from applicants.actions import attachments
from applicants.models import Application, Attachment
from applicants.policies import WritingRefused
from tests.factories.applicants import a_draft, a_pdf, complete, sent, with_file
from tests.factories.calls import published_call
from wecare.core import store
from wecare.core.models import Event
from wecare.core.uploads import UploadRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Application:
    return a_draft(published_call())


def test_a_file_lies_in_the_store_by_its_digest(draft: Application) -> None:
    content = a_pdf()

    attachment = attachments.attach(
        application=draft,
        requirement="deed",
        filename="C:\\Documenti\\..\\atto.pdf",
        content=content,
        actor=draft.created_by,
    )

    assert (attachment.filename, store.read(attachment.file)) == ("atto.pdf", content)
    event = Event.objects.get(name="application.file_attached")
    assert event.facts["digest"] == attachment.file_id


def test_a_second_file_takes_the_place_of_the_first(draft: Application) -> None:
    with_file(draft, filename="prima.pdf")
    with_file(draft, filename="dopo.pdf")

    assert Attachment.objects.get().filename == "dopo.pdf"


def test_a_place_the_call_does_not_have_is_refused(draft: Application) -> None:
    with pytest.raises(WritingRefused, match="«diary» non è un allegato di questo bando"):
        with_file(draft, "diary")


def test_a_refused_file_leaves_no_trace(draft: Application) -> None:
    with pytest.raises(UploadRefused, match="Il nome dice PDF, il contenuto no"):
        attachments.attach(
            application=draft,
            requirement="deed",
            filename="atto.pdf",
            content=b"MZ\x90\x00",
            actor=draft.created_by,
        )

    assert Attachment.objects.count() == 0


def test_a_file_taken_away_is_told_once(draft: Application) -> None:
    with_file(draft)

    for _press in range(2):
        attachments.remove(application=draft, requirement="deed", actor=draft.created_by)

    assert Attachment.objects.count() == 0
    assert Event.objects.filter(name="application.file_removed").count() == 1


def test_files_of_a_sent_application_stay() -> None:
    application = complete(published_call())
    sent(application)

    with pytest.raises(WritingRefused):
        attachments.remove(
            application=application, requirement="deed", actor=application.created_by
        )
    with pytest.raises(WritingRefused):
        with_file(application)

    assert Attachment.objects.get().filename == "atto.pdf"
