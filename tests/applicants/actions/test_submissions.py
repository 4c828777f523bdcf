"""Sending: a protocol, an instant and digests at once; or a sentence that says why not."""

from datetime import UTC, datetime, timedelta

import pytest

from applicants.actions import submissions
from applicants.models import Application, ProtocolRegister, RefusedAttempt, Submission
from applicants.policies import Incomplete, SubmissionRefused
from applicants.queries import verification
from calls.models import Call
from tests.factories.applicants import a_draft, a_key, answered, complete, fresh, sent
from tests.factories.calls import a_complete_draft, published_call
from tests.fixtures.database import Clock
from wecare.core.clock import now
from wecare.core.digests import digest
from wecare.core.models import Document, Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    return published_call()


def test_a_complete_application_gets_protocol_instant_digests_and_receipt(call: Call) -> None:
    application = complete(call)
    before = now()

    submission = sent(application)

    assert submission.protocol == f"1/{before.year}"
    assert before < submission.received_at < now()
    assert submission.content_digest == digest(submission.content)
    assert submission.rulebook == call.rulebooks.get()
    assert (str(submission.total_cost), str(submission.requested)) == ("100000.00", "80000.00")
    assert fresh(application).state == "submitted"
    document = Document.objects.get(key=f"receipt/{submission.pk}")
    assert (submission.receipt, document.state) == (document, "pending")


def test_what_is_frozen_is_all_that_was_written(call: Call) -> None:
    application = complete(call)
    deed = application.attachments.get()

    content = sent(application).content

    assert content["answers"] == {"need": "Case per tutti"}
    assert content["costs"] == {"prepare": "10000.00", "spread": "10000.00", "work": "80000.00"}
    assert (content["own_funding"], content["lot"]) == ("20000.00", "T")
    assert [(each["requirement"], each["digest"]) for each in content["attachments"]] == [
        ("deed", deed.file_id)
    ]


def test_the_event_and_the_receipt_bear_the_same_proof(call: Call) -> None:
    submission = sent(complete(call))

    event = Event.objects.get(name="application.submitted")
    assert event.facts["protocol"] == submission.protocol
    assert event.facts["content"] == submission.content_digest
    assert event.facts["rulebook"] == submission.rulebook.digest
    assert submission.receipt is not None
    assert submission.receipt.context["audit_head"] == event.digest
    assert submission.receipt.context["content_digest"] == submission.content_digest


def test_protocols_have_no_gap_and_begin_again_each_year(clock: Clock) -> None:
    eve = datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)  # in Rome one second before the year
    clock.set(eve)
    call = published_call()
    first, second, third = complete(call), complete(call), complete(call)

    old = [sent(first), sent(second)]
    clock.set(eve + timedelta(seconds=1))
    new = sent(third)

    assert [each.protocol for each in (*old, new)] == ["1/2026", "2/2026", "1/2027"]
    assert dict(ProtocolRegister.objects.values_list("year", "last")) == {2026: 2, 2027: 1}
    assert verification.protocols() == []


def test_a_refused_send_takes_no_number(call: Call) -> None:
    with pytest.raises(Incomplete):
        sent(a_draft(call))

    assert sent(complete(call)).protocol_number == 1


def test_the_same_page_pressed_again_gives_the_same_submission(call: Call) -> None:
    application, key = complete(call), a_key()

    assert sent(application, key=key) == sent(application, key=key)
    assert Submission.objects.count() == 1
    assert Event.objects.filter(name="application.submitted").count() == 1


def test_a_second_page_of_the_same_application_gives_the_same_submission(call: Call) -> None:
    application = complete(call)

    assert sent(application) == sent(application)


def test_the_page_of_another_application_sends_nothing(call: Call) -> None:
    key = a_key()
    sent(complete(call), key=key)

    with pytest.raises(SubmissionRefused, match="La pagina di invio non è valida"):
        sent(complete(call), key=key)

    assert Submission.objects.count() == 1


@pytest.mark.parametrize("key", ["", "short", "k" * 65, "k" * 16 + "\n", "k" * 15 + "\x00"])
def test_a_page_with_an_unusable_key_sends_nothing(call: Call, key: str) -> None:
    application = complete(call)

    with pytest.raises(SubmissionRefused, match="riaprila e invia di nuovo"):
        submissions.send(
            application=application,
            idempotency_key=key,
            rules_version=1,
            actor=application.created_by,
        )

    assert Submission.objects.count() == 0


def test_an_incomplete_application_is_refused_with_all_that_lacks(call: Call) -> None:
    application = answered(a_draft(call, title=""), people=3)

    with pytest.raises(Incomplete) as refused:
        sent(application)

    assert {each.code for each in refused.value.requirements} == {
        "project.title",
        "question.need",
        "costs",
        "attachment.deed",
    }
    assert str(refused.value) == (
        "Mancano 4 cose per poter inviare. La prima: Scrivi il titolo del progetto."
    )
    assert fresh(application).state == "draft"
    attempt = RefusedAttempt.objects.get()
    assert (attempt.deadline, attempt.reason) == (None, str(refused.value))


def test_what_was_sent_verifies(call: Call) -> None:
    sent(complete(call))

    assert verification.submissions() == []
    assert verification.protocols() == []


def test_before_the_opening_nothing_is_sent(clock: Clock) -> None:
    application = _of_a_call_that_opens_again_tomorrow(clock)

    with pytest.raises(SubmissionRefused, match=r"^Il bando apre il "):
        sent(application)

    assert RefusedAttempt.objects.count() == 1


def _of_a_call_that_opens_again_tomorrow(clock: Clock) -> Application:
    start = now()
    application = complete(published_call(draft=a_complete_draft(opens_at=start)))
    clock.set(start - timedelta(microseconds=1))
    return application
