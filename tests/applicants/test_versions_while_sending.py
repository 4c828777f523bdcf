"""A new version of the rules while people send: whoever waits has the longer time, nobody is
sent under rules that were not in force at the instant of the receipt. Each with its control.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from applicants.actions import submissions
from applicants.models import Submission
from applicants.policies import DeadlinePassed
from calls.actions import calls, publication, versions
from calls.models import Call, Rulebook
from calls.policies import CallRefused
from calls.queries.calls import Gate, _held, current_window, hold_gate
from tests.factories.applicants import complete, sent
from tests.factories.calls import published_call
from tests.factories.versions import extended
from tests.fixtures.database import Clock
from tests.fixtures.racing import race
from wecare.core.clock import now

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PATIENCE = 20
SECOND = timedelta(seconds=1)
MICROSECOND = timedelta(microseconds=1)


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=4) as workers:
        yield workers


@pytest.fixture
def call() -> Call:
    return published_call()


class Pause:
    """A function that stops when it is called, until it may go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> None:
        self.reached = threading.Event()
        self.may_go_on = threading.Event()
        original = getattr(module, name)

        def paused(*args: Any, **kwargs: Any) -> Any:
            self.reached.set()
            assert self.may_go_on.wait(PATIENCE)
            return original(*args, **kwargs)

        monkeypatch.setattr(module, name, paused)


def apart(pool: ThreadPoolExecutor, run: Callable[[], Any]) -> Future[Any]:
    """Run it in a thread with a connection of its own."""

    def one() -> Any:
        try:
            return run()
        finally:
            connection.close()

    return pool.submit(one)


def deadline_of(call: Call) -> datetime:
    window = current_window(Call.objects.get(pk=call.pk))
    assert window is not None
    return window.closes_at


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


def wait_behind_an_extension(
    call: Call,
    clock: Clock,
    pool: ThreadPoolExecutor,
    monkeypatch: pytest.MonkeyPatch,
    eventually: Callable[[Callable[[], bool]], None],
) -> Future[Any]:
    """Somebody sends in time, waits for the extension, and goes on past the old deadline."""
    application, deadline = complete(call), deadline_of(call)
    clock.shift(deadline - now() - SECOND)  # the clock runs
    pause = Pause(monkeypatch, versions, "freeze")
    extension = apart(pool, lambda: extended(call))
    assert pause.reached.wait(PATIENCE)
    sender = apart(pool, lambda: sent(application))
    eventually(somebody_waits)
    while now() < deadline:
        threading.Event().wait(0.01)
    pause.may_go_on.set()
    assert extension.result(PATIENCE).version == 2
    return sender


def test_whoever_waits_behind_an_extension_has_the_longer_time(
    call: Call,
    clock: Clock,
    pool: ThreadPoolExecutor,
    monkeypatch: pytest.MonkeyPatch,
    eventually: Callable[[Callable[[], bool]], None],
) -> None:
    old = deadline_of(call)

    sender = wait_behind_an_extension(call, clock, pool, monkeypatch, eventually)

    submission = sender.result(PATIENCE)
    assert submission.received_at > old
    assert submission.rulebook.version == 2


def test_a_gate_that_does_not_look_again_refuses_them(
    call: Call,
    clock: Clock,
    pool: ThreadPoolExecutor,
    monkeypatch: pytest.MonkeyPatch,
    eventually: Callable[[Callable[[], bool]], None],
) -> None:
    """The race above proves something: one reading of the window is the one before the wait."""
    monkeypatch.setattr(submissions, "hold_gate_of", lambda application: _held(application.call))

    sender = wait_behind_an_extension(call, clock, pool, monkeypatch, eventually)

    assert isinstance(sender.exception(PATIENCE), DeadlinePassed)


def publish_while_one_sends(
    call: Call, clock: Clock, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> tuple[Submission, Rulebook]:
    """A version is asked for between the instant of a receipt and the reading of its rules."""
    application = complete(call)
    at = deadline_of(call) - timedelta(hours=1)
    clock.set(at)
    pause = Pause(monkeypatch, submissions, "check_in_time")
    sender = apart(pool, lambda: sent(application))
    assert pause.reached.wait(PATIENCE)
    clock.set(at + SECOND)
    extension = apart(pool, lambda: extended(call))
    threading.Event().wait(0.5)  # long enough for it to commit, if nothing holds it
    pause.may_go_on.set()
    return sender.result(PATIENCE), extension.result(PATIENCE)


def test_a_version_waits_for_whoever_is_sending_under_the_one_before(
    call: Call, clock: Clock, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission, second = publish_while_one_sends(call, clock, pool, monkeypatch)

    assert submission.rulebook.version == 1
    assert submission.received_at < second.published_at


def test_a_version_that_holds_no_window_judges_by_rules_not_yet_in_force(
    call: Call, clock: Clock, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The race above proves something: without the lock the receipt is older than its rules."""
    for module in (publication, versions):
        monkeypatch.setattr(module, "hold_window", current_window)

    submission, second = publish_while_one_sends(call, clock, pool, monkeypatch)

    assert submission.rulebook == second
    assert submission.received_at < second.published_at


def test_closing_and_extending_at_once_leave_one_of_the_two(call: Call, clock: Clock) -> None:
    clock.set(deadline_of(call) - MICROSECOND)
    deadline = deadline_of(call)
    clock.shift(timedelta())  # stands still: both read the same instant

    def run(runner: int) -> Any:
        if runner:
            return extended(call)
        return calls.close(call=call, actor=None)

    closed, longer = race(2, run)

    assert isinstance(closed, CallRefused)  # a microsecond before, nothing closes
    assert longer.version == 2
    clock.set(deadline)
    assert isinstance(race(2, run)[0], CallRefused)  # and the extension has moved the deadline


def test_twenty_who_send_across_an_extension_are_all_received(call: Call, clock: Clock) -> None:
    waiting = [complete(call) for _number in range(20)]
    clock.set(deadline_of(call) - MICROSECOND)

    def run(runner: int) -> Any:
        return sent(waiting[runner - 1]) if runner else extended(call)

    second, *outcomes = race(21, run)

    assert [each for each in outcomes if not isinstance(each, Submission)] == []
    assert second.version == 2
    with transaction.atomic():
        assert {each.rulebook.version for each in outcomes} <= {1, 2}


def test_the_gate_is_the_last_window(call: Call, clock: Clock) -> None:
    second = extended(call)

    with transaction.atomic():
        gate: Gate = hold_gate(call)

    assert gate.closes_at == second.rules.window.closes_at
