"""The audit trail."""

import threading
from decimal import Decimal
from typing import Any, Never

import pytest
from django.db import connection, transaction

from tests.factories.core import DocumentFactory
from wecare.core import events
from wecare.core.models import Event


def _tamper(statement: Any, parameters: Any = ()) -> None:
    """What only a superuser can do: change the trail with the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, parameters)
        cursor.execute("SET LOCAL session_replication_role = origin")


def _three_events() -> list[Event]:
    return [events.record(f"test.{number}", subject=None, number=number) for number in (1, 2, 3)]


@pytest.mark.django_db
def test_an_event_tells_who_what_and_of_what() -> None:
    document = DocumentFactory()

    event = events.record("test.happened", subject=document, actor=document, amount=Decimal("1.50"))

    event.refresh_from_db()
    assert event.seq == 1
    assert (event.subject_type, event.subject_id) == ("core.document", str(document.pk))
    assert event.actor_id == document.pk
    assert event.facts == {"amount": "1.50"}
    assert event.previous == events.GENESIS
    assert events.head() == event.digest
    assert list(Event.objects.about(document)) == [event]
    assert events.verify_chain() == []


@pytest.mark.django_db
def test_each_event_follows_the_one_before() -> None:
    first, second, third = _three_events()

    assert [second.previous, third.previous] == [first.digest, second.digest]
    assert [first.seq, second.seq, third.seq] == [1, 2, 3]


@pytest.mark.django_db
def test_the_head_of_an_empty_trail_is_its_beginning() -> None:
    assert events.head() == events.GENESIS
    assert events.verify_chain() == []


@pytest.mark.django_db(transaction=True)
def test_an_event_needs_the_transaction_it_tells_of() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        events.record("test.happened", subject=None)


@pytest.mark.django_db(transaction=True)
def test_an_event_of_what_did_not_happen_leaves_no_hole() -> Never:
    def break_after_telling() -> None:
        with transaction.atomic():
            events.record("test.undone", subject=None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_after_telling()
    with transaction.atomic():
        events.record("test.done", subject=None)

    assert list(Event.objects.values_list("seq", "name")) == [(1, "test.done")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "problems"),
    [
        (
            "UPDATE core_event SET facts = '{\"number\": 7}' WHERE seq = 2",
            ["Event 2 is not what was recorded."],
        ),
        (
            "UPDATE core_event SET happened_at = happened_at + interval '1 microsecond' WHERE seq = 1",
            ["Event 1 is not what was recorded."],
        ),
        (
            "DELETE FROM core_event WHERE seq = 2",
            ["Events from 2 to 2 are missing.", "Event 3 does not follow the one before it."],
        ),
        (
            "UPDATE core_event SET previous = repeat('0', 64) WHERE seq = 3",
            ["Event 3 does not follow the one before it.", "Event 3 is not what was recorded."],
        ),
        (
            "UPDATE core_event SET name = 'test.9' WHERE seq = 3",
            ["Event 3 is not what was recorded."],
        ),
    ],
    ids=["facts", "instant", "removed", "unlinked", "renamed"],
)
def test_a_trail_broken_by_sql_is_found(statement: Any, problems: Any) -> None:
    _three_events()

    _tamper(statement)

    assert events.verify_chain() == problems


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_parallel_events_make_one_chain() -> None:
    def record_five() -> None:
        for number in range(5):
            with transaction.atomic():
                events.record("test.raced", subject=None, number=number)
        connection.close()

    threads = [threading.Thread(target=record_five) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Event.objects.count() == 20
    assert events.verify_chain() == []
