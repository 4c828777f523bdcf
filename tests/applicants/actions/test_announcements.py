"""A new version of the rules is told to everyone who has a draft or has sent, once each."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from applicants.actions import announcements
from applicants.models import Announcement
from applicants.policies import Incomplete
from applicants.queries.announcements import _parts, versions_to_announce
from applicants.queries.applications import answers_of
from applicants.queries.budget import budget_of
from applicants.tasks import announce_version
from calls.enums import EditorSection
from calls.models import Call, Rulebook
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, answered, complete, costed, sent
from tests.factories.calls import published_call
from tests.factories.mandates import a_mandate
from tests.factories.versions import corrected, extended, with_correction
from wecare.core import dispatch
from wecare.core.events import verify_chain
from wecare.core.models import Event
from wecare.notices.actions import preferences
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    return published_call(code="FSE2-2026")


def told() -> dict[str, Letter]:
    return {letter.person.email: letter for letter in Letter.objects.order_by("id")}


def test_those_who_write_and_those_who_sent_are_told_each_what_concerns_them(call: Call) -> None:
    draft = a_draft(call, title="Case che aiutano")
    submission = sent(complete(call))
    colleague = PersonFactory()
    a_mandate(colleague, draft.organisation)
    other = a_draft(published_call())
    second = extended(call)

    announce_version(rulebook_id=second.pk)

    writer, sender = draft.created_by.email, submission.submitted_by.email
    letters = told()
    assert set(letters) == {writer, sender, colleague.email}
    assert other.created_by.email not in letters
    assert letters[writer].subject.startswith("Nuova scadenza del bando FSE2-2026: ")
    assert "La tua bozza «Case che aiutano» è al sicuro" in letters[writer].body
    assert "Apertura e scadenza: La scadenza, da «" in letters[writer].body
    assert "Molti enti hanno chiesto più tempo." in letters[writer].body
    assert "/bandi/FSE2-2026/versioni/" in letters[writer].body
    kept = f"La tua domanda prot. {submission.protocol} resta valida: conta con la versione 1"
    assert kept in letters[sender].body
    assert "bozza" not in letters[sender].body


def test_a_correction_that_gives_no_more_time_says_so(call: Call) -> None:
    a_draft(call)
    identity = {**call.draft["identity"], "contact": "011 432 1111"}
    with_correction(call, EditorSection.IDENTITY, identity)

    announce_version(rulebook_id=corrected(call).pk)

    letter = Letter.objects.get()
    assert letter.subject == "Il bando FSE2-2026 è stato corretto"
    assert "Nuova scadenza" not in letter.body
    assert "da «wecare@regione.piemonte.it» a «011 432 1111»" in letter.body


def test_whoever_begins_after_the_version_has_read_it_already(call: Call) -> None:
    second = extended(call)
    a_draft(call)

    announcement = announcements.announce(rulebook=second)

    assert (announcement.letters, Letter.objects.count()) == (0, 0)


def test_a_second_time_nobody_is_told_again(call: Call) -> None:
    a_draft(call)
    second = extended(call)

    first = announcements.announce(rulebook=second)
    again = announcements.announce(rulebook=second)

    assert first == again
    assert (first.letters, Letter.objects.count()) == (1, 1)
    assert Event.objects.filter(name="call.version_announced").count() == 1
    assert verify_chain() == []


def test_what_stopped_half_way_is_asked_again_and_finished(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _each in range(4):
        a_draft(call)
    second = extended(call)
    original, written = announcements.letters.write, []

    def dying(**letter: Any) -> Letter:
        if len(written) == 2:
            raise OSError("the worker was killed")
        written.append(original(**letter))
        return written[-1]

    monkeypatch.setattr(announcements.letters, "write", dying)
    with pytest.raises(OSError, match="killed"):
        announce_version(rulebook_id=second.pk)
    monkeypatch.setattr(announcements.letters, "write", original)

    assert Letter.objects.count() == 2
    assert list(versions_to_announce()) == [{"rulebook_id": second.pk}]
    announce_version(rulebook_id=second.pk)
    assert Letter.objects.count() == 4
    assert list(versions_to_announce()) == []


def test_the_sweep_knows_the_versions_that_wait(call: Call) -> None:
    second = extended(call)

    name, since = dispatch.oldest_pending() or ("", None)

    assert (name, since) == ("applicants.versions", second.published_at)


def test_nothing_told_is_taken_back(call: Call) -> None:
    announcements.announce(rulebook=extended(call))

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM applicants_announcement")

    assert Announcement.objects.count() == 1


def test_no_letter_is_written_while_the_call_is_held(
    call: Call, django_capture_on_commit_callbacks: Any
) -> None:
    a_draft(call)

    with django_capture_on_commit_callbacks(execute=False) as asked:
        extended(call)

    assert Letter.objects.count() == 0
    assert asked


@pytest.mark.parametrize("how_many", [2, 6])
def test_finding_whom_to_tell_costs_the_same_queries(
    call: Call, how_many: int, django_assert_num_queries: Any
) -> None:
    for _each in range(how_many):
        a_draft(call)
    second = extended(call)

    with django_assert_num_queries(5):  # who reads, partners and theirs, what was sent
        assert len(_parts(second)) == how_many


def with_another_question(call: Call) -> Rulebook:
    """A correction that takes a compulsory question away, and puts another in its place."""
    section = call.draft["sections"][0]
    questions = [
        {**each, "code": "want", "label": "Desiderio"} if each["code"] == "need" else each
        for each in section["questions"]
    ]
    with_correction(call, EditorSection.SECTIONS, [{**section, "questions": questions}])
    return corrected(call)


def test_drafts_follow_the_new_rules(call: Call) -> None:
    draft = complete(call)
    with_another_question(call)

    with pytest.raises(Incomplete, match="Desiderio"):
        sent(draft)
    submission = sent(answered(draft, want="Case per tutti"))

    assert submission.rulebook.version == 2
    assert submission.content["answers"] == {"want": "Case per tutti"}
    assert set(answers_of(draft)) == {"need", "want"}  # nothing that was written is thrown away


def test_a_cost_that_the_rules_no_longer_have_is_not_counted(call: Call) -> None:
    spent = {"prepare": "8000.00", "work": "82000.00", "spread": "10000.00"}
    draft = costed(complete(call), spent)
    costs = [*call.draft["costs"][:2], {"code": "staff", "title": "Personale"}]
    with_correction(call, EditorSection.COSTS, costs)
    rules = corrected(call).rules

    assert str(budget_of(draft, rules).total) == "90000.00"
    submission = sent(draft)
    assert (str(submission.total_cost), set(submission.content["costs"])) == (
        "90000.00",
        {"prepare", "work"},
    )


def test_what_was_sent_keeps_its_rules_and_its_page_shows_them(call: Call, client: Client) -> None:
    submission = sent(complete(call))
    with_another_question(call)
    person = submission.submitted_by
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    address = reverse("applicants:review", args=[submission.application.public_id])

    page = client.get(address).content.decode()

    assert submission.rulebook.version == 1
    assert "Bisogno" in page
    assert "Desiderio" not in page


def test_who_reads_english_is_told_in_english_word_for_word(call: Call) -> None:
    draft = a_draft(call, title="Case che aiutano")
    preferences.choose(person=draft.created_by, language="en", not_by_email=[], no_reminders=[])

    announce_version(rulebook_id=extended(call).pk)

    letter = Letter.objects.get()
    assert (letter.kind, letter.tag) == ("formal", "FSE2-2026")
    assert letter.subject.startswith("New deadline of the call FSE2-2026: ")
    assert "scadenza" not in letter.body.lower()
    assert " ore " not in letter.body
