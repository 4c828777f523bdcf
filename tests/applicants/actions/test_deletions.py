"""A draft goes away, comes back, is emptied after thirty days; what was sent never goes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from applicants.actions import applications, comments, deletions
from applicants.models import Answer, Application, Comment, WrittenVersion
from applicants.policies import DraftDeleted, WritingRefused
from applicants.queries.applications import visible_to
from applicants.queries.sending import to_send
from applicants.queries.writing import deleted_of, drafts_to_empty
from applicants.tasks import empty_draft
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, answered, complete, fresh, sent, with_file
from tests.factories.calls import published_call
from tests.factories.mandates import a_mandate
from tests.fixtures.database import Clock
from wecare.core.models import Event
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Application:
    return with_file(answered(a_draft(published_call()), need="Casa"))


def delete(draft: Application) -> Application:
    return deletions.delete(application=draft, actor=draft.created_by)


def test_a_deleted_draft_is_nowhere_but_among_the_deleted(draft: Application) -> None:
    person = draft.created_by

    delete(draft)

    assert (list(visible_to(person)), to_send(person, draft.public_id)) == ([], None)
    assert list(deleted_of(person)) == [draft]
    assert list(deleted_of(PersonFactory())) == []


def test_it_comes_back_as_it_was(draft: Application) -> None:
    delete(draft)

    deletions.restore(application=draft, actor=draft.created_by)
    deletions.restore(application=draft, actor=draft.created_by)

    assert list(visible_to(draft.created_by)) == [draft]
    assert (Answer.objects.get().value, draft.attachments.count()) == ("Casa", 1)
    assert Event.objects.filter(name="application.restored").count() == 1


def test_it_is_neither_written_nor_deleted_nor_sent_meanwhile(draft: Application) -> None:
    ready = complete(draft.call, organisation=draft.organisation, actor=draft.created_by)
    delete(ready)

    with pytest.raises(DraftDeleted, match="La bozza è stata eliminata"):
        applications.save_answers(
            application=ready, answers={"need": ("Altro", 1)}, actor=ready.created_by
        )
    with pytest.raises(DraftDeleted):
        delete(ready)
    with pytest.raises(DraftDeleted):
        sent(ready)
    with pytest.raises(DraftDeleted):
        comments.write(application=ready, section="project", text="Ehi", actor=ready.created_by)
    assert ready.submissions.count() == 0


def test_the_others_who_write_get_a_letter_and_who_deletes_gets_none(draft: Application) -> None:
    other = PersonFactory()
    a_mandate(other, draft.organisation)

    delete(draft)

    letter = Letter.objects.get()
    assert letter.person == other
    assert "Bozza eliminata: Una casa per tutti" in letter.subject
    assert "può ripristinarla" in letter.body


def test_what_was_sent_is_never_deleted() -> None:
    ready = complete(published_call())
    sent(ready)

    with pytest.raises(WritingRefused, match="quello che è stato inviato non si può eliminare"):
        delete(fresh(ready))
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=ready.pk).update(
            deleted_at=ready.created_at, deleted_by=ready.created_by
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=ready.pk).update(
            deleted_at=ready.created_at, deleted_by=ready.created_by, state="draft"
        )


def test_after_thirty_days_nothing_of_its_content_is_left(draft: Application, clock: Clock) -> None:
    comments.write(application=draft, section="project", text="Ehi", actor=draft.created_by)
    deleted = delete(draft)
    assert deleted.deleted_at is not None
    clock.set(deleted.deleted_at + timedelta(days=30) - timedelta(seconds=1))
    assert list(drafts_to_empty()) == []
    empty_draft(application_id=draft.pk)
    assert Answer.objects.count() == 1

    clock.set(deleted.deleted_at + timedelta(days=30, seconds=1))
    (due,) = drafts_to_empty()
    empty_draft(**due)
    empty_draft(**due)

    left = (Answer, Comment, WrittenVersion)
    assert [model.objects.count() for model in left] == [0, 0, 0]
    assert (fresh(draft).title, draft.attachments.count()) == ("", 0)
    assert (list(drafts_to_empty()), list(deleted_of(draft.created_by))) == ([], [])
    assert Event.objects.filter(name="application.emptied").count() == 1
    with pytest.raises(WritingRefused, match="più di 30 giorni fa"):
        deletions.restore(application=draft, actor=draft.created_by)
