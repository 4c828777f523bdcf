"""Background work is asked for by name, after commit; the database is the queue of record.

A message only wakes a worker up: when the broker is away the request does not wait for it, and the
sweep asks again for whatever the database says is pending.
"""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

import structlog
from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.pools import producers

SKIP_SECONDS = 10.0  # after a failure nobody tries the broker for so long
SWEEP_LIMIT = 1000  # of each kind of work, at each sweep
RINGS, RINGS_PER_SECOND = 40, 4  # messages for one task by one process, where the sweep asks too
_BROKER_SECONDS = 0.5  # to connect, and to answer
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Pending:
    """A kind of work that can wait in the database."""

    name: str
    task: str
    query: Callable[[], Iterable[Mapping[str, Any]]]
    oldest: Callable[[], datetime | None] | None


class _Breaker:
    """Remembers that the broker did not answer, so that the next request does not wait for it."""

    def __init__(self) -> None:
        self._closed_until = 0.0

    def is_open(self) -> bool:
        return time.monotonic() >= self._closed_until

    def trip(self) -> None:
        self._closed_until = time.monotonic() + SKIP_SECONDS

    def reset(self) -> None:
        self._closed_until = 0.0


class _Bell:
    """Rings for a task so many times, then now and then: who is awake needs no waking.

    On the last day many send within seconds: each message costs the press of the button a millisecond,
    and workers print for minutes all the same. What was not rung for, the sweep asks for.
    """

    def __init__(self) -> None:
        self._left: dict[str, tuple[float, float]] = {}  # task → rings left, and when that was so

    def rings(self, task: str) -> bool:
        now = time.monotonic()
        left, since = self._left.get(task, (float(RINGS), now))
        left = min(float(RINGS), left + (now - since) * RINGS_PER_SECOND)
        if left < 1:
            self._left[task] = (left, now)
            return False
        self._left[task] = (left - 1, now)
        return True

    def reset(self) -> None:
        self._left.clear()


breaker = _Breaker()
bell = _Bell()
_pending: dict[str, Pending] = {}


def after_commit(task: str, **ids: Any) -> None:
    """Ask for the task once the transaction is committed; then it never raises nor waits for long.

    :raises TypeError: if an id is not JSON's: a record, for example.
    """
    json.dumps(ids)
    transaction.on_commit(partial(_wake, task, ids))


def pending(
    name: str,
    *,
    task: str,
    query: Callable[[], Iterable[Mapping[str, Any]]],
    oldest: Callable[[], datetime | None] | None = None,
) -> None:
    """Let the sweep ask for `task` with each mapping of ids that `query` finds.

    `oldest` tells since when the oldest of them waits, for /readyz.

    :raises ValueError: if other work has this name.
    """
    work = Pending(name=name, task=task, query=query, oldest=oldest)
    if _pending.setdefault(name, work).task != task:
        raise ValueError(f"There is already pending work named {name}.")


def sweep() -> int:
    """Ask again for everything that is pending; tells how much that was."""
    asked = 0
    for work in tuple(_pending.values()):
        try:
            for ids in islice(work.query(), SWEEP_LIMIT):
                _send(work.task, ids, expires=settings.SWEEP_SECONDS)
                asked += 1
        except Exception:  # noqa: BLE001 -- one broken query must not stop the others; it is logged
            _log.exception("Unable to look for pending work", work=work.name)
    return asked


def oldest_pending() -> tuple[str, datetime] | None:
    """The kind of work that waits since longest, and since when."""
    found = [
        (since, work.name)
        for work in _pending.values()
        if work.oldest is not None and (since := work.oldest()) is not None
    ]
    if not found:
        return None
    since, name = min(found)
    return name, since


def _wake(task: str, ids: Mapping[str, Any]) -> None:
    is_swept = any(work.task == task for work in _pending.values())
    if not is_swept or bell.rings(task):
        _send(task, ids)


def _send(task: str, ids: Mapping[str, Any], expires: int | None = None) -> None:
    if not breaker.is_open():
        return
    try:
        with _producers().acquire(block=True, timeout=_BROKER_SECONDS) as producer:
            current_app.send_task(
                task,
                kwargs=dict(ids),
                expires=expires,
                producer=producer,
                retry=False,
                ignore_result=True,
            )
    except Exception as problem:  # noqa: BLE001 -- it is committed: the answer must say so, whatever the broker does
        breaker.trip()
        _log.warning("Unable to wake a worker", task=task, problem=repr(problem))


def _producers() -> Any:
    """A pool of impatient connections: the worker's own may wait for the broker, a request not."""
    connection = current_app.connection_for_write(
        connect_timeout=_BROKER_SECONDS,
        transport_options={
            "socket_connect_timeout": _BROKER_SECONDS,
            "socket_timeout": _BROKER_SECONDS,
            "max_retries": 0,  # kombu would try again for seconds
        },
    )
    return producers[connection]
