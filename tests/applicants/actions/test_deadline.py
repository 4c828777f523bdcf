"""The deadline is an instant of the database's clock: a microsecond on each side decides."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.timezone import localtime

from applicants.actions import submissions
from applicants.models import Application, RefusedAttempt, Submission
from applicants.policies import DeadlinePassed
from calls.actions import calls
from tests.factories.applicants import a_key, complete, sent
from tests.factories.calls import a_complete_draft, published_call
from tests.fixtures.database import Clock
from wecare.core.models import Document, Event

pytestmark = pytest.mark.django_db
MICROSECOND = timedelta(microseconds=1)
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # 12:00 in Rome
DEADLINES = [
    pytest.param(NOON, "12:00:00,000", id="an ordinary noon"),
    pytest.param(datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC), "01:59:59,000", id="before spring"),
    pytest.param(datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "03:00:00,000", id="spring forward"),
    pytest.param(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30:00,000", id="first 2.30"),
    pytest.param(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02:30:00,000", id="second 2.30"),
]


def an_application_due(closes_at: datetime, clock: Clock) -> Application:
    clock.set(closes_at - timedelta(hours=2))
    draft = a_complete_draft(opens_at=closes_at - timedelta(days=1), closes_at=closes_at)
    return complete(published_call(draft=draft))


@pytest.mark.parametrize(("deadline", "shown"), DEADLINES)
def test_a_microsecond_before_the_deadline_is_in_time(
    clock: Clock, deadline: datetime, shown: str
) -> None:
    application = an_application_due(deadline, clock)
    clock.set(deadline - MICROSECOND)

    submission = sent(application)

    assert submission.received_at == deadline - MICROSECOND
    assert submission.protocol_year == localtime(deadline).year
    assert shown


@pytest.mark.parametrize(("deadline", "shown"), DEADLINES)
@pytest.mark.parametrize("late", [timedelta(), MICROSECOND], ids=["at it", "after it"])
def test_at_the_deadline_and_after_it_is_late(
    clock: Clock, deadline: datetime, shown: str, late: timedelta
) -> None:
    application = an_application_due(deadline, clock)
    clock.set(deadline + late)

    with pytest.raises(DeadlinePassed) as refused:
        sent(application)

    assert f"Il tuo invio è arrivato alle {shown} (ora del server)." in str(refused.value)
    assert Submission.objects.count() == 0


def test_the_two_half_past_two_of_an_autumn_night_are_an_hour_apart(clock: Clock) -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    application = an_application_due(second, clock)
    clock.set(second - timedelta(hours=1))  # clocks on the wall show 2.30 already

    assert sent(application).received_at == second - timedelta(hours=1)


def test_a_late_send_leaves_its_evidence(clock: Clock) -> None:
    application = an_application_due(NOON, clock)
    arrival = NOON + timedelta(milliseconds=412, microseconds=7)
    clock.set(arrival)

    with pytest.raises(DeadlinePassed) as refused:
        sent(application)

    attempt = RefusedAttempt.objects.get()
    assert (attempt.attempted_at, attempt.deadline) == (arrival, NOON)
    assert (
        attempt.reason
        == str(refused.value)
        == (
            "Il bando è chiuso: la domanda non è stata inviata. Il tuo invio è arrivato alle "
            "12:00:00,412 (ora del server). Il termine era 23 novembre 2026, ore 12:00 "
            "(ora italiana)."
        )
    )
    event = Event.objects.get(name="application.submission_refused")
    assert event.facts["attempt"] == attempt.reference
    assert Document.objects.filter(kind="receipt").count() == 0


def test_whoever_sent_in_time_finds_the_same_receipt_after_the_deadline(clock: Clock) -> None:
    application = an_application_due(NOON, clock)
    submission = sent(application)
    clock.set(NOON + timedelta(days=1))

    again = submissions.send(
        application=application,
        idempotency_key=a_key(),
        rules_version=1,
        actor=application.created_by,
    )

    assert again == submission
    assert RefusedAttempt.objects.count() == 0


def test_a_sealed_window_takes_nothing_whatever_the_clock_says(clock: Clock) -> None:
    application = an_application_due(NOON, clock)
    clock.set(NOON)
    calls.close(call=application.call, actor=None)
    clock.set(NOON - timedelta(minutes=1))

    with pytest.raises(DeadlinePassed):
        sent(application)
