"""Taking a sent application back, and sending it again: the last one counts, all are kept."""

from datetime import timedelta

import pytest

from applicants.actions import applications, submissions, withdrawals
from applicants.models import Submission
from applicants.policies import CapReached, SubmissionRefused, WritingRefused
from applicants.policies.withdrawing import WithdrawalRefused
from applicants.queries import verification
from applicants.queries.submissions import live_of
from calls.models import Call
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import (
    a_draft,
    a_key,
    an_organisation,
    complete,
    fresh,
    resumed,
    sent,
    withdrawn,
)
from tests.factories.calls import a_complete_draft, published_call
from tests.fixtures.database import Clock
from wecare.core.models import Event
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    return published_call()


def test_what_is_withdrawn_counts_no_longer_and_stays_word_for_word(call: Call) -> None:
    submission = sent(complete(call))

    withdrawal = withdrawn(submission, "Manca un partner")

    kept = Submission.objects.get()
    assert (kept.state, kept.content) == ("withdrawn", submission.content)
    assert list(live_of(call)) == []
    assert fresh(submission.application).state == "withdrawn"
    assert (withdrawal.reason, withdrawal.withdrawn_by) == (
        "Manca un partner",
        submission.submitted_by,
    )
    assert submission.received_at < withdrawal.withdrawn_at


def test_a_withdrawal_has_a_protocol_an_event_and_a_receipt_of_its_own(call: Call) -> None:
    submission = sent(complete(call))

    withdrawal = withdrawn(submission)
    later = sent(complete(call))

    assert [each.protocol_number for each in (submission, withdrawal, later)] == [1, 2, 3]
    event = Event.objects.get(name="application.withdrawn")
    assert (event.facts["of"], event.facts["protocol"]) == (
        submission.protocol,
        withdrawal.protocol,
    )
    assert withdrawal.receipt is not None
    assert withdrawal.receipt.context["audit_head"] == event.digest
    assert withdrawal.receipt.context["content_digest"] == submission.content_digest
    assert verification.protocols() == verification.withdrawals() == []


def test_everybody_who_acts_for_the_organisation_is_told(call: Call) -> None:
    submission = sent(complete(call))

    withdrawal = withdrawn(submission)

    letter = Letter.objects.get(key__startswith="withdrawal/")
    assert letter.person == submission.submitted_by
    assert letter.subject == f"Domanda prot. {submission.protocol} ritirata"
    assert withdrawal.protocol in letter.body


def test_the_same_button_pressed_again_gives_the_same_withdrawal(call: Call) -> None:
    submission = sent(complete(call))

    assert withdrawn(submission) == withdrawn(submission)
    assert Event.objects.filter(name="application.withdrawn").count() == 1


def test_what_is_withdrawn_is_written_again_and_sent_as_the_next_version(call: Call) -> None:
    first = sent(complete(call))
    withdrawn(first)

    application = resumed(first.application)
    applications.save_answers(
        application=application,
        answers={"need": ("Case, e un orto", 1)},
        actor=application.created_by,
    )
    second = sent(application)

    assert (first.version, second.version) == (1, 2)
    assert second.received_at > first.received_at
    assert second.protocol_number == first.protocol_number + 2
    assert [each.pk for each in live_of(call)] == [second.pk]
    assert Submission.objects.get(version=1).content["answers"] == {"need": "Case per tutti"}
    assert second.content["answers"] == {"need": "Case, e un orto"}
    assert verification.submissions() == verification.protocols() == []


def test_a_withdrawn_application_is_not_sent_before_it_is_resumed(call: Call) -> None:
    submission = sent(complete(call))
    withdrawn(submission)

    with pytest.raises(SubmissionRefused, match="prima riprendi a scriverla"):
        sent(submission.application)

    assert Submission.objects.count() == 1


def test_the_press_that_sent_it_still_answers_with_its_receipt(call: Call) -> None:
    """A client that died after the commit tries again, and somebody has withdrawn it meanwhile."""
    application, key = complete(call), a_key()
    submission = sent(application, key=key)
    withdrawn(submission)

    assert sent(application, key=key) == submission


def test_a_key_is_not_used_again_for_the_next_version(call: Call) -> None:
    application, key = complete(call), a_key()
    withdrawn(sent(application, key=key))
    resumed(application)

    with pytest.raises(SubmissionRefused, match="riaprila e invia di nuovo"):
        sent(application, key=key)


def test_a_withdrawn_application_is_not_written_before_it_is_resumed(call: Call) -> None:
    submission = sent(complete(call))
    withdrawn(submission)

    with pytest.raises(WritingRefused):
        applications.save_answers(
            application=submission.application,
            answers={"need": ("Altro", 1)},
            actor=submission.submitted_by,
        )


@pytest.mark.parametrize("late", [timedelta(), timedelta(microseconds=1)])
def test_from_the_deadline_on_nothing_is_withdrawn(
    call: Call, clock: Clock, late: timedelta
) -> None:
    submission = sent(complete(call))
    clock.set(call.windows.get().closes_at + late)

    with pytest.raises(WithdrawalRefused) as refused:
        withdrawn(submission)

    assert str(refused.value).startswith(
        f"La domanda prot. {submission.protocol} resta inviata: si ritira solo prima della scadenza."
    )
    assert "il termine era" in str(refused.value)
    assert [each.pk for each in live_of(call)] == [submission.pk]


def test_a_microsecond_before_the_deadline_it_is(call: Call, clock: Clock) -> None:
    submission = sent(complete(call))
    instant = call.windows.get().closes_at - timedelta(microseconds=1)
    clock.set(instant)

    assert withdrawn(submission).withdrawn_at == instant


def test_after_the_deadline_what_was_withdrawn_is_not_resumed(call: Call, clock: Clock) -> None:
    submission = sent(complete(call))
    withdrawn(submission)
    clock.set(call.windows.get().closes_at)

    with pytest.raises(WritingRefused, match="una domanda ritirata non si può più inviare"):
        resumed(submission.application)


def test_a_draft_is_not_withdrawn(call: Call) -> None:
    application = a_draft(call)

    with pytest.raises(WithdrawalRefused, match="Si ritira solo una domanda inviata"):
        withdrawals.withdraw(application=application, version=1, actor=application.created_by)


def test_an_older_version_is_not_withdrawn_in_place_of_the_one_that_counts(call: Call) -> None:
    first = sent(complete(call))
    done = withdrawn(first)
    second = sent(resumed(first.application))

    assert withdrawn(first) == done
    assert [each.pk for each in live_of(call)] == [second.pk]


def test_what_was_sent_in_a_window_that_is_past_is_not_withdrawn_in_the_next(clock: Clock) -> None:
    call = published_call()
    closes = call.windows.get().closes_at
    submission = sent(complete(call))
    first = call.windows.get()
    call.windows.create(
        number=2,
        sequence=2,
        opens_at=closes + timedelta(hours=1),
        closes_at=closes + timedelta(days=5),
        act=first.act,
    )
    clock.set(closes + timedelta(hours=2))

    with pytest.raises(WithdrawalRefused, match="in una finestra che si è già chiusa"):
        withdrawn(submission)

    assert [each.pk for each in live_of(call)] == [submission.pk]


def test_a_withdrawn_application_leaves_its_place_under_the_cap() -> None:
    draft = a_complete_draft()
    draft["eligibility"] |= {"most_as_lead": "1", "cap_article": "art. 4"}
    call = published_call(draft=draft)
    person = PersonFactory()
    organisation = an_organisation(person)
    one = complete(call, actor=person, organisation=organisation)
    other = complete(call, actor=person, organisation=organisation)
    first = sent(one)
    with pytest.raises(CapReached):
        sent(other)

    withdrawn(first)

    assert sent(other).version == 1
    with pytest.raises(CapReached):
        submissions.send(
            application=resumed(one), idempotency_key=a_key(), rules_version=1, actor=person
        )
