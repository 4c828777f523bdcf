"""Races of a published list, each with its negative control: without the lock it must show."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from applicants.models import Submission
from evaluation.actions import departures, ranked_lists, scrolls
from evaluation.enums import DepartureKind
from evaluation.models import Departure, RankedList
from evaluation.policies.departures import DepartureRefused
from tests.factories.evaluation import manager, officer
from tests.factories.scrolls import renounced, scrolled, short_list
from tests.fixtures.database import restore
from tests.fixtures.racing import race
from wecare.core import events
from wecare.core.lifecycle import StepRefused

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

RUNNERS = 16


@pytest.fixture
def listed(transactional_db: None) -> tuple[RankedList, list[Submission]]:
    with transaction.atomic():
        return short_list(count=8)


def released(ranked_list: RankedList) -> RankedList:
    """A next version that waits for its publication."""
    with transaction.atomic():
        drawn = scrolls.draw_up(call=ranked_list.call, by=officer())
        return ranked_lists.approve(ranked_list=drawn, by=manager())


@contextmanager
def unlocked(monkeypatch: pytest.MonkeyPatch, barrier: threading.Barrier | None) -> Iterator[None]:
    """Nobody waits for the call; all have looked at the row before any goes on."""
    look = departures.row_of

    def slow(application: Any) -> Any:
        row = look(application)
        if barrier is not None:
            barrier.wait(timeout=20)
        return row

    with monkeypatch.context() as patched:
        patched.setattr(departures, "lock_call", lambda call: call)
        patched.setattr(departures, "row_of", slow)
        yield


def no_locks_in_scrolls(monkeypatch: pytest.MonkeyPatch, together: threading.Barrier) -> None:
    """Nobody waits for the call, nor for the audit chain; all have drawn before any writes."""
    monkeypatch.setattr(scrolls, "lock_call", lambda call: call)
    monkeypatch.setattr(
        scrolls,
        "lock_last",
        lambda call: RankedList.objects.filter(call=call).order_by("-version").first(),
    )
    make = scrolls.store

    def slow(*args: Any, **values: Any) -> Any:
        together.wait(timeout=20)
        return make(*args, **values)

    monkeypatch.setattr(scrolls, "store", slow)
    monkeypatch.setattr(events, "record", lambda *_args, **_facts: None)


def test_two_managers_publish_a_version_once(
    listed: tuple[RankedList, list[Submission]],
) -> None:
    ranked_list, sent = listed
    with transaction.atomic():
        renounced(sent[0])
    waiting, boss = released(ranked_list), manager()

    outcomes = race(4, lambda _n: ranked_lists.publish(ranked_list=waiting, by=boss))

    done = [each for each in outcomes if isinstance(each, RankedList)]
    refused = [each for each in outcomes if isinstance(each, StepRefused)]
    assert (len(done), len(refused)) == (1, 3), outcomes
    assert RankedList.objects.filter(version=2, state="published").count() == 1
    assert events.verify_chain() == []


def test_a_renunciation_is_recorded_once_and_without_the_lock_the_database_has_the_last_word(
    listed: tuple[RankedList, list[Submission]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked_list, sent = listed
    values = {"reason": "Non possiamo.", "by": sent[0].submitted_by}

    outcomes = race(4, lambda _n: departures.renounce(application=sent[0].application, **values))
    assert sorted(type(each).__name__ for each in outcomes) == [
        "Departure",
        *["DepartureRefused"] * 3,
    ]
    with unlocked(monkeypatch, threading.Barrier(2)):
        values["by"] = sent[1].submitted_by
        outcomes = race(
            2, lambda _n: departures.renounce(application=sent[1].application, **values)
        )
    assert sorted(type(each).__name__ for each in outcomes) == ["Departure", "IntegrityError"]
    assert ranked_list.departures.count() == 2


def test_scroll_against_renunciation_leaves_no_version_that_does_not_know(
    listed: tuple[RankedList, list[Submission]],
) -> None:
    ranked_list, sent = listed
    with transaction.atomic():
        renounced(sent[0])
    by, boss = officer(), sent[1].submitted_by

    def one(number: int) -> Any:
        if number:
            return scrolls.draw_up(call=ranked_list.call, by=by)
        return departures.renounce(application=sent[1].application, reason="Non possiamo.", by=boss)

    outcomes = race(2, one)

    assert not [each for each in outcomes if isinstance(each, Exception)], outcomes
    assert Departure.objects.filter(kind=DepartureKind.RENOUNCED.value).count() == 2
    drawn = RankedList.objects.get(version=2)
    knows = sent[1].protocol in drawn.input["rules"]["left"]
    current = ranked_lists.current_input_digest(drawn) == drawn.input_digest
    assert knows is current  # whoever came later is seen before the approval, or is in it


def test_sixteen_scrolls_at_once_never_overrun(
    listed: tuple[RankedList, list[Submission]],
) -> None:
    ranked_list, sent = listed
    with transaction.atomic():
        renounced(sent[0])
        renounced(sent[1])
    by, stop, seen = officer(), threading.Event(), []

    def watch() -> None:
        """A connection of its own looks every 10 ms at what any version grants."""
        try:
            while not stop.is_set():
                with connection.cursor() as cursor:
                    cursor.execute(
                        "SELECT coalesce(max(granted), 0) FROM (SELECT sum(granted) AS granted"
                        " FROM evaluation_rankedrow GROUP BY ranked_list_id) AS each"
                    )
                    seen.append(cursor.fetchone()[0])
                time.sleep(0.01)
        finally:
            connections["default"].close()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        outcomes = race(RUNNERS, lambda _n: scrolls.draw_up(call=ranked_list.call, by=by))
    finally:
        stop.set()
        watcher.join()

    assert not [each for each in outcomes if isinstance(each, Exception)], outcomes
    assert len(seen) > RUNNERS
    assert max(seen) == Decimal(200_000)
    drawn = RankedList.objects.get(version=2)
    assert drawn.rows.count() == 6
    assert RankedList.objects.count() == 2
    assert len({each.data_digest for each in outcomes}) == 1


def test_sixteen_scrolls_without_the_lock_run_into_one_another(
    listed: tuple[RankedList, list[Submission]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked_list, sent = listed
    with transaction.atomic():
        renounced(sent[0])
    no_locks_in_scrolls(monkeypatch, threading.Barrier(2))
    by = officer()

    outcomes = race(2, lambda _n: scrolls.draw_up(call=ranked_list.call, by=by))

    assert "IntegrityError" in {type(each).__name__ for each in outcomes}, outcomes


@pytest.fixture
def several_at_once(transactional_db: None) -> Iterator[None]:
    """The database accepts two versions that nobody published, with one number."""
    names = (
        "evaluation_rankedlist_version_unique_in_call",
        "evaluation_rankedlist_follows_id_key",
    )
    partial = "evaluation_rankedlist_one_unpublished_per_call"
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [partial])
        (index,) = cursor.fetchone()
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = ANY(%s)",
            [list(names)],
        )
        constraints = cursor.fetchall()
        for name, _definition in constraints:
            cursor.execute(f"ALTER TABLE evaluation_rankedlist DROP CONSTRAINT {name}")
        cursor.execute(f"DROP INDEX {partial}")
    yield
    restore()
    with connection.cursor() as cursor:
        for name, definition in constraints:
            cursor.execute(f"ALTER TABLE evaluation_rankedlist ADD CONSTRAINT {name} {definition}")
        cursor.execute(index)


def test_without_lock_and_constraint_two_scrolls_give_the_same_euros_twice(
    listed: tuple[RankedList, list[Submission]],
    several_at_once: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ranked_list, sent = listed
    with transaction.atomic():
        renounced(sent[0])
    no_locks_in_scrolls(monkeypatch, threading.Barrier(2))
    by = officer()

    outcomes = race(2, lambda _n: scrolls.draw_up(call=ranked_list.call, by=by))

    assert not [each for each in outcomes if isinstance(each, Exception)], outcomes
    held = {row.submission_id: row.granted for row in ranked_list.rows.all()}
    anew = [
        row.granted - held[row.submission_id]
        for each in RankedList.objects.filter(version=2)
        for row in each.rows.all()
    ]
    assert sum(anew) > Decimal(80_000)  # what the one who left gave back


def test_a_second_scroll_after_the_first_counts_who_left_before(
    listed: tuple[RankedList, list[Submission]],
) -> None:
    ranked_list, sent = listed
    with transaction.atomic():
        renounced(sent[0])
        second = scrolled(ranked_list)
        renounced(sent[2])
        third = scrolled(second)

    assert third.version == 3
    assert third.input["rules"]["left"] == sorted([sent[0].protocol, sent[2].protocol])
    with pytest.raises(DepartureRefused):
        renounced(sent[0])


def test_without_the_lock_two_managers_meet_in_the_database(
    listed: tuple[RankedList, list[Submission]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked_list, sent = listed
    with transaction.atomic():
        renounced(sent[0])
    waiting, boss = released(ranked_list), manager()
    together = threading.Barrier(2)

    def unheld(each: RankedList) -> RankedList:
        found = RankedList.objects.select_related("call", "rulebook").get(pk=each.pk)
        together.wait(timeout=20)
        return found

    monkeypatch.setattr(ranked_lists, "_locked", unheld)

    outcomes = race(2, lambda _n: ranked_lists.publish(ranked_list=waiting, by=boss))

    assert StepRefused not in {type(each) for each in outcomes}, "nobody was told in a sentence"
    assert len([each for each in outcomes if isinstance(each, DatabaseError)]) == 1, outcomes
    assert RankedList.objects.filter(version=2, state="published").count() == 1


def met(
    monkeypatch: pytest.MonkeyPatch, ranked_list: RankedList, sent: list[Submission]
) -> RankedList:
    """A version that is being approved, its input looked at already, met by a renunciation."""
    with transaction.atomic():
        renounced(sent[0])
        drawn = scrolls.draw_up(call=ranked_list.call, by=officer())
    boss, looked, came = manager(), threading.Event(), threading.Event()
    check = ranked_lists.check_input_is_current

    def late(*args: Any, **values: Any) -> None:
        check(*args, **values)
        looked.set()
        came.wait(timeout=1.5)

    def one(number: int) -> Any:
        if number == 0:
            return ranked_lists.approve(ranked_list=drawn, by=boss)
        assert looked.wait(timeout=20)
        values = {"reason": "Non possiamo.", "by": sent[1].submitted_by}
        left = departures.renounce(application=sent[1].application, **values)
        came.set()
        return left

    monkeypatch.setattr(ranked_lists, "check_input_is_current", late)
    outcomes = race(2, one)
    assert not [each for each in outcomes if isinstance(each, Exception)], outcomes
    return RankedList.objects.get(version=2)


def test_who_gives_up_while_a_version_is_approved_comes_after_it(
    listed: tuple[RankedList, list[Submission]], monkeypatch: pytest.MonkeyPatch
) -> None:
    approved = met(monkeypatch, *listed)

    left = Departure.objects.get(submission=listed[1][1])
    assert approved.approved_at is not None
    assert approved.approved_at < left.recorded_at


def test_without_the_lock_a_version_is_approved_over_who_gave_up_before(
    listed: tuple[RankedList, list[Submission]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(departures, "lock_call", lambda call: call)

    approved = met(monkeypatch, *listed)

    left = Departure.objects.get(submission=listed[1][1])
    assert approved.approved_at is not None
    assert left.recorded_at < approved.approved_at
    assert left.submission.protocol not in approved.input["rules"]["left"]
