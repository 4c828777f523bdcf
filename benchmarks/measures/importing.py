"""A file of ten thousand movements: tried, recorded, and how long it holds the audit chain."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from benchmarks.results import Result, Target
from benchmarks.timing import milliseconds, timed
from calls.actions import imports
from calls.actions.imports import work
from calls.enums import ImportState
from calls.resources import rows_in
from tests.factories.accounts import PersonFactory
from tests.factories.budgets import FSE2, FSE3, programme
from tests.factories.imports import bringing, file_of, row
from wecare.accounts.enums import Role
from wecare.core import events, verification

ROWS = {True: 10_000, False: 300}


@contextmanager
def _chain_watched() -> Iterator[dict[str, float]]:
    """From the first lock of the chain to the end of the transaction that took it, in seconds."""
    held: dict[str, float] = {}
    lock, record = events._end_of_chain, work._record  # noqa: SLF001 -- the lock that is measured

    def locked() -> Any:
        end = lock()
        held.setdefault("from", time.perf_counter())
        return end

    def recorded(*args: Any) -> None:
        record(*args)
        held["seconds"] = time.perf_counter() - held["from"]

    with patch.object(events, "_end_of_chain", locked), patch.object(work, "_record", recorded):
        yield held


def measure(*, full: bool) -> list[Result]:
    programme()
    size = ROWS[full]
    actor = PersonFactory(roles=[Role.ADMIN])
    return [_measured(size, actor, ending) for ending in ("csv", "xlsx", "ods")]


def _measured(size: int, actor: Any, ending: str) -> Result:
    content = file_of(_rows(size, ending), ending)
    filename = f"movimenti.{ending}"
    reading, rows = timed(lambda: rows_in(content, filename=filename))
    job = imports.start(
        filename=filename, content=content, rows=len(rows), language="it", actor=actor
    )
    trying, job = timed(lambda: imports.carry_on(job=job, read=rows_in))
    imports.confirm(job=job, file=job.file_id, seen=job.seen, actor=actor)
    with _chain_watched() as held:
        recording, job = timed(lambda: imports.carry_on(job=job, read=rows_in))
    if job.state != ImportState.RECORDED or job.new_rows != size:
        raise RuntimeError(f"{job.state}: {job.new_rows} of {size}, {job.error}")
    problems = [each for check in verification.run_all().values() for each in check]
    figures = {
        "reading_seconds": round(reading, 2),
        "trial_seconds": round(trying, 2),
        "recording_seconds": round(recording, 2),
        "chain_held_ms": milliseconds(held["seconds"]),
        "problems": len(problems),
    }
    targets = (
        Target("recording_seconds", at_most=60),
        Target("chain_held_ms", at_most=250),
        Target("problems", at_most=0),
    )
    return Result(
        f"import of {size} movements, {ending}",
        size,
        figures,
        targets if size == ROWS[True] else (),
    )


def _rows(size: int, ending: str) -> Iterator[dict[str, Any]]:
    """Half of them bring money, half move it on: each row takes what the one before brought."""
    for number in range(size // 2):
        act = f"{ending}-{number}"
        yield bringing("1000,50", act)
        yield row(importo="1000,50", da=str(FSE2), a=str(FSE3), atto_numero=f"3-{act}")
