"""What the database itself refuses, whoever asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction

from applicants.models import RefusedAttempt, Submission
from applicants.policies import Incomplete
from calls.models import Call
from tests.factories.applicants import a_draft, complete, sent, withdrawn
from tests.factories.calls import published_call
from wecare.core.clock import now

pytestmark = pytest.mark.django_db
FROZEN = [
    ("received_at", "received_at - interval '1 minute'"),
    ("protocol_number", "protocol_number + 1"),
    ("protocol_year", "protocol_year + 1"),
    ("content", "'{}'"),
    ("content_digest", "repeat('0', 64)"),
    ("requested", "requested + 1"),
    ("total_cost", "total_cost + 1"),
    ("title", "'Altro'"),
    ("lot", "'R'"),
    ("version", "version + 1"),
    ("phase", "phase + 1"),
    ("idempotency_key", "'another-key-of-16'"),
    ("receipt_id", "NULL"),
]

_COPY = """
INSERT INTO applicants_submission (received_at, application_id, call_id, phase, version, state,
    protocol_number, protocol_year, rulebook_id, organisation_id, lot, title, total_cost,
    requested, content, content_digest, idempotency_key, submitted_by_id)
SELECT %s, %s, call_id, phase, version + 1, state, protocol_number + 1, protocol_year,
    rulebook_id, organisation_id, lot, title, total_cost, requested, content, content_digest,
    idempotency_key || '-copy', submitted_by_id
FROM applicants_submission WHERE id = %s
"""


@pytest.fixture
def call() -> Call:
    return published_call()


def refused(statement: str, *values: Any) -> str:
    """What the database says to the statement."""
    with pytest.raises(Error) as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(raised.value)


@pytest.mark.parametrize(("column", "value"), FROZEN)
def test_what_was_sent_is_not_updated(call: Call, column: str, value: str) -> None:
    submission = sent(complete(call))

    message = refused(
        f"UPDATE applicants_submission SET {column} = {value} WHERE id = %s", submission.pk
    )

    assert "what was sent never changes" in message


def test_what_was_sent_is_not_deleted_nor_emptied(call: Call) -> None:
    sent(complete(call))

    assert "what was sent never changes" in refused("DELETE FROM applicants_submission")
    assert "TRUNCATE" in refused("TRUNCATE applicants_submission CASCADE")
    assert Submission.objects.count() == 1


def test_evidence_of_a_refusal_stays_as_it_is(call: Call) -> None:
    with pytest.raises(Incomplete):
        sent(a_draft(call))

    assert "never changes" in refused("UPDATE applicants_refusedattempt SET reason = ''")
    assert "never changes" in refused("DELETE FROM applicants_refusedattempt")
    assert "TRUNCATE" in refused("TRUNCATE applicants_refusedattempt CASCADE")
    assert RefusedAttempt.objects.count() == 1


@pytest.mark.parametrize("side", [-timedelta(microseconds=1), timedelta()], ids=["early", "late"])
def test_nothing_is_received_outside_the_window(call: Call, side: timedelta) -> None:
    submission = sent(complete(call))
    other = a_draft(call)
    window = call.windows.get()
    at = (window.opens_at if side else window.closes_at) + side

    message = refused(_COPY, at, other.pk, submission.pk)

    assert "received outside the window" in message


def test_nothing_is_received_once_the_window_is_sealed(call: Call) -> None:
    submission = sent(complete(call))
    other = a_draft(call)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE calls_window SET sealed_at = now()")

    assert "received outside the window" in refused(_COPY, now(), other.pk, submission.pk)


def test_one_application_has_one_live_submission(call: Call) -> None:
    submission = sent(complete(call))

    message = refused(_COPY, now(), submission.application_id, submission.pk)

    assert "applicants_submission_one_live_per_phase" in message


_WITHDRAWAL = """
INSERT INTO applicants_withdrawal (submission_id, withdrawn_at, withdrawn_by_id, reason,
    protocol_number, protocol_year)
SELECT id, received_at + %s::interval, submitted_by_id, '', 900, protocol_year
FROM applicants_submission WHERE id = %s
"""


@pytest.mark.parametrize("after", ["-1 microsecond", "400 days"])
def test_no_withdrawal_falls_outside_the_window_or_before_the_send(call: Call, after: str) -> None:
    submission = sent(complete(call))

    message = refused(_WITHDRAWAL, after, submission.pk)

    assert "withdrawn outside its window" in message


def test_a_version_does_not_stop_counting_without_a_withdrawal(call: Call) -> None:
    submission = sent(complete(call))

    message = refused(
        "UPDATE applicants_submission SET state = 'withdrawn' WHERE id = %s", submission.pk
    )

    assert "stops counting only when it is withdrawn" in message


def test_a_withdrawn_version_never_counts_again(call: Call) -> None:
    submission = sent(complete(call))
    withdrawn(submission)

    message = refused(
        "UPDATE applicants_submission SET state = 'live' WHERE id = %s", submission.pk
    )

    assert "for good" in message


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE applicants_withdrawal SET withdrawn_at = withdrawn_at - interval '1 s'",
        "UPDATE applicants_withdrawal SET reason = 'altro'",
        "UPDATE applicants_withdrawal SET protocol_number = 900",
        "UPDATE applicants_withdrawal SET receipt_id = NULL",
        "DELETE FROM applicants_withdrawal",
        "TRUNCATE applicants_withdrawal CASCADE",
    ],
)
def test_a_withdrawal_never_changes(call: Call, change: str) -> None:
    withdrawal = withdrawn(sent(complete(call)))

    assert refused(change)

    withdrawal.refresh_from_db()
    assert withdrawal.receipt is not None
