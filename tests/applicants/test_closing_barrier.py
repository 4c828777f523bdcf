"""Sends across the deadline: whatever was acknowledged is in the list taken after the closing.

Nothing here is left to luck: a sender is held between the reading of the clock and the end of its
transaction, while the deadline passes and the office takes the list.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from applicants.actions import submissions
from applicants.models import Application, Submission
from applicants.policies import DeadlinePassed
from applicants.queries.submissions import live_of
from calls.actions import calls
from calls.models import Call
from calls.queries.calls import Gate
from tests.factories.applicants import complete, sent
from tests.factories.calls import published_call
from tests.fixtures.database import Clock
from wecare.core.clock import now

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PATIENCE = 20


class Slow:
    """A sender that stops after it has read the clock, until it may go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.has_read = threading.Event()
        self.may_go_on = threading.Event()
        original = submissions.content_of

        def content_of(application: Application, *given: Any, **named: Any) -> dict[str, Any]:
            self.has_read.set()
            assert self.may_go_on.wait(PATIENCE)
            return original(application, *given, **named)

        monkeypatch.setattr(submissions, "content_of", content_of)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    return Slow(monkeypatch)


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=4) as workers:
        yield workers


@pytest.fixture
def call() -> Call:
    return published_call()


def apart(pool: ThreadPoolExecutor, run: Callable[[], Any]) -> Future[Any]:
    """Run it in a thread with a connection of its own."""

    def one() -> Any:
        try:
            return run()
        finally:
            connection.close()

    return pool.submit(one)


def deadline_of(call: Call) -> datetime:
    return call.windows.get().closes_at


def list_of(call: Call) -> list[int]:
    return [each.pk for each in live_of(call)]


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock' AND query LIKE 'UPDATE calls_window%%'"
        )
        return bool(cursor.fetchone()[0])


def test_the_closing_waits_for_whoever_read_the_clock_in_time(
    call: Call,
    clock: Clock,
    slow: Slow,
    pool: ThreadPoolExecutor,
    eventually: Callable[[Callable[[], bool]], None],
) -> None:
    application = complete(call)
    deadline = deadline_of(call)
    clock.set(deadline - timedelta(microseconds=1))
    sender = apart(pool, lambda: sent(application))
    assert slow.has_read.wait(PATIENCE)
    clock.set(deadline)

    closing = apart(pool, lambda: (calls.close(call=call, actor=None), list_of(call))[1])
    eventually(waits_for_a_lock)
    assert not closing.done()
    slow.may_go_on.set()

    assert closing.result(PATIENCE) == [sender.result(PATIENCE).pk]


def test_whoever_waits_behind_the_closing_is_late(
    call: Call, clock: Clock, pool: ThreadPoolExecutor
) -> None:
    application = complete(call)
    clock.set(deadline_of(call))
    calls.close(call=call, actor=None)
    clock.set(deadline_of(call) - timedelta(seconds=1))

    late = apart(pool, lambda: sent(application))

    assert isinstance(late.exception(PATIENCE), DeadlinePassed)
    assert list_of(call) == []


def test_a_check_by_another_clock_and_a_list_without_barrier_lose_a_receipt(
    call: Call,
    clock: Clock,
    slow: Slow,
    pool: ThreadPoolExecutor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The barrier above proves something: without it an acknowledged send is in no list."""
    window = call.windows.get()

    def naive_gate(_call: Call) -> Gate:
        return Gate(window.pk, window.opens_at, window.closes_at, None, now())

    monkeypatch.setattr(submissions, "hold_gate_of", naive_gate)
    application = complete(call)
    clock.set(window.closes_at - timedelta(microseconds=1))
    sender = apart(pool, lambda: sent(application))
    assert slow.has_read.wait(PATIENCE)
    clock.set(window.closes_at)

    taken = apart(pool, lambda: list_of(call)).result(PATIENCE)
    slow.may_go_on.set()

    acknowledged = sender.result(PATIENCE).pk
    assert acknowledged not in taken
    assert Submission.objects.get().pk == acknowledged


def test_twenty_who_send_while_the_call_closes_are_in_the_list_or_told_they_are_late(
    call: Call, clock: Clock, pool: ThreadPoolExecutor
) -> None:
    from tests.fixtures.racing import race

    waiting = [complete(call) for _number in range(20)]
    clock.shift(deadline_of(call) - now() - timedelta(milliseconds=250))  # the clock runs

    def run(runner: int) -> Any:
        return sent(waiting[runner - 1]) if runner else _close_when_due(call)

    taken, *outcomes = race(21, run)

    acknowledged = {each.pk for each in outcomes if isinstance(each, Submission)}
    late = [each for each in outcomes if isinstance(each, DeadlinePassed)]
    assert set(taken) == acknowledged
    assert len(acknowledged) + len(late) == 20


def _close_when_due(call: Call) -> list[int]:
    deadline = deadline_of(call)
    while now() < deadline:
        threading.Event().wait(0.005)
    calls.close(call=call, actor=None)
    return list_of(call)
