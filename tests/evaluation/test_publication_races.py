"""Races of a published list, each with its negative control: without the lock it must show."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, connections, transaction

from applicants.models import Submission
from evaluation.actions import departures, ranked_lists, scrolls
from evaluation.enums import DepartureKind
from evaluation.models import Departure, RankedList
from evaluation.policies.departures import DepartureRefused
from tests.factories.evaluation import manager, officer
from tests.factories.scrolls import renounced, scrolled, short_list
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
    monkeypatch.setattr(scrolls, "lock_call", lambda call: call)
    monkeypatch.setattr(
        scrolls,
        "lock_last",
        lambda call: RankedList.objects.filter(call=call).order_by("-version").first(),
    )
    together = threading.Barrier(2)
    make = scrolls.store

    def slow(*args: Any, **values: Any) -> Any:
        together.wait(timeout=20)
        return make(*args, **values)

    monkeypatch.setattr(scrolls, "store", slow)
    by = officer()

    outcomes = race(2, lambda _n: scrolls.draw_up(call=ranked_list.call, by=by))

    assert "IntegrityError" in {type(each).__name__ for each in outcomes}, outcomes


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
