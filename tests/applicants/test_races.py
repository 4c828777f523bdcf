"""Many who send at once, each with a control: without the protection the same race is lost."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, transaction

from applicants.actions import submissions
from applicants.actions.protocol import Protocol
from applicants.models import Application, ProtocolRegister, Submission
from applicants.queries import verification
from calls.models import Call
from tests.factories.applicants import a_key, complete, sent
from tests.factories.calls import published_call
from tests.fixtures.racing import meeting, race
from wecare.core import events
from wecare.core.events import verify_chain
from wecare.core.models import Document, Event

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ONE_LIVE = "applicants_submission_one_live_per_phase"
ONE_VERSION = "applicants_submission_version_unique"


@pytest.fixture
def call() -> Call:
    return published_call()


@pytest.mark.parametrize("runners", [2, 20])
def test_one_application_sent_by_many_at_once_is_sent_once(call: Call, runners: int) -> None:
    application, key = complete(call), a_key()

    outcomes = race(runners, lambda _runner: sent(application, key=key))

    assert {each.protocol for each in outcomes} == {Submission.objects.get().protocol}
    assert ProtocolRegister.objects.get().last == 1
    assert Event.objects.filter(name="application.submitted").count() == 1
    assert Document.objects.filter(kind="receipt").count() == 1
    assert verify_chain() == []


def test_one_application_open_on_two_pages_is_sent_once(call: Call) -> None:
    application = complete(call)

    outcomes = race(8, lambda _runner: sent(application))

    assert {each.pk for each in outcomes} == {Submission.objects.get().pk}


@pytest.fixture
def without_protection(monkeypatch: pytest.MonkeyPatch, call: Call) -> Iterator[None]:
    """No lock on the row and no partial unique index, for one test."""
    table = Submission._meta.db_table
    constraints = {each.name: each for each in Submission._meta.constraints}
    dropped = [constraints[ONE_LIVE], constraints[ONE_VERSION]]
    with connection.schema_editor() as editor:
        for each in dropped:
            editor.remove_constraint(Submission, each)

    all_read_it = meeting(8)

    def unlocked(application: Application) -> tuple[Application, int]:
        found = Application.objects.select_related("call", "organisation").get(pk=application.pk)
        all_read_it()  # in draft
        return found, 1

    monkeypatch.setattr(submissions, "locked_to_send", unlocked)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"DELETE FROM {table}")
        cursor.execute("SET session_replication_role = DEFAULT")
    with connection.schema_editor() as editor:
        for each in dropped:
            editor.add_constraint(Submission, each)


def test_without_lock_and_index_one_application_is_sent_more_than_once(
    call: Call, without_protection: None
) -> None:
    """The race above proves something."""
    application = complete(call)

    race(8, lambda _runner: sent(application))

    assert Submission.objects.filter(application=application).count() > 1


def test_sixteen_applications_sent_at_once_are_numbered_without_gap(call: Call) -> None:
    waiting = [complete(call) for _number in range(16)]

    outcomes: list[Any] = race(16, lambda runner: sent(waiting[runner]))

    assert sorted(each.protocol_number for each in outcomes) == list(range(1, 17))
    assert ProtocolRegister.objects.get().last == 16
    assert verification.protocols() == []
    assert verify_chain() == []


def test_senders_that_fail_at_the_end_leave_no_gap(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = [complete(call) for _number in range(8)]
    broken = {each.pk for each in waiting[::2]}
    original = events.write

    def failing(event: Event, *rows: Any) -> None:
        if any(isinstance(each, Submission) and each.application_id in broken for each in rows):
            raise RuntimeError("the disk is full")
        original(event, *rows)

    monkeypatch.setattr(events, "write", failing)

    outcomes: list[Any] = race(8, lambda runner: sent(waiting[runner]))

    numbers = [each.protocol_number for each in outcomes if isinstance(each, Submission)]
    assert sorted(numbers) == [1, 2, 3, 4]
    assert verification.protocols() == []


def test_the_largest_plus_one_gives_the_same_number_twice(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The races above prove something: without the register's row numbers collide."""
    all_counted = meeting(6)

    def naive(at: datetime) -> Protocol:
        number = Submission.objects.count() + 1
        all_counted()
        return Protocol(at.year, number)

    waiting = [complete(call) for _number in range(6)]
    monkeypatch.setattr(submissions, "next_protocol", naive)

    outcomes = race(6, lambda runner: sent(waiting[runner]))

    refused = [each for each in outcomes if isinstance(each, Exception)]
    assert any("applicants_submission_protocol_unique" in str(each) for each in refused)
    with transaction.atomic():
        assert verification.protocols() != []
