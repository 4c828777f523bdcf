"""Public registers, asked about an organisation by its fiscal code.

Each is an adapter named in the setting `REGISTERS` (source → class), and each may be away: it is asked
in a thread of its own with a time limit, so nobody waits longer for it and nothing depends on it. The
threads that a register leaves hanging are counted: when they are too many it is not asked any more.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Protocol

import structlog
from django.conf import settings
from django.utils.module_loading import import_string

from applicants.enums import Source

MOST_HANGING = 8  # threads that wait for registers that do not answer
FIELDS = (
    "name",
    "vat_number",
    "seat_municipality",
    "seat_province",
    "pec",
    "ateco_code",
    "runts_number",
    "runts_section",
)  # of `Organisation`, which a register may know
_log = structlog.get_logger()
_room = threading.BoundedSemaphore(MOST_HANGING)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a register says of an organisation, as values of `Organisation` by field."""

    values: Mapping[str, str]
    demonstration: bool = False


class Adapter(Protocol):
    """A register. It may raise whatever it likes, or never answer."""

    def look_up(self, fiscal_code: str) -> Entry | None:
        """What the register says; None if it does not know the fiscal code."""


@dataclass(frozen=True, slots=True)
class Consulted:
    """What came of asking: entries by source (None where it is unknown there), and who was away."""

    entries: Mapping[Source, Entry | None] = field(default_factory=dict)
    away: tuple[Source, ...] = ()

    @property
    def values(self) -> dict[str, str]:
        """Field → value; where registers differ, the first in the order of the setting."""
        found: dict[str, str] = {}
        for entry in self.entries.values():
            for name, value in (entry.values if entry else {}).items():
                if value and name in FIELDS:
                    found.setdefault(name, value)
        return found

    @property
    def is_demonstration(self) -> bool:
        """Whether any of it is invented."""
        return any(entry.demonstration for entry in self.entries.values() if entry)


def connected() -> tuple[Source, ...]:
    """The registers that the portal can ask."""
    return tuple(Source(name) for name in settings.REGISTERS)


def consult(fiscal_code: str) -> Consulted:
    """Ask every register at once; whoever has not answered after `REGISTERS_SECONDS` is away."""
    answers: SimpleQueue[tuple[Source, Entry | None, Exception | None]] = SimpleQueue()
    waiting = set(connected())
    away = {source for source in waiting if not _asked(source, fiscal_code, answers)}
    waiting -= away
    found: dict[Source, Entry | None] = {}
    until = monotonic() + settings.REGISTERS_SECONDS
    while waiting:
        try:
            source, entry, problem = answers.get(timeout=max(until - monotonic(), 0.001))
        except Empty:
            _log.warning("registers.late", sources=sorted(waiting))
            away |= waiting
            break
        waiting.discard(source)
        if problem is None:
            found[source] = entry
        else:
            _log.warning("registers.away", source=source.value, error=type(problem).__name__)
            away.add(source)
    order = connected()
    return Consulted(
        {source: found[source] for source in order if source in found},
        tuple(source for source in order if source in away),
    )


def _asked(source: Source, fiscal_code: str, answers: SimpleQueue) -> bool:
    """Whether there was room for a thread to ask."""
    if not _room.acquire(blocking=False):
        _log.warning("registers.no_room", source=source.value)
        return False

    def ask() -> None:
        try:
            adapter: Adapter = import_string(settings.REGISTERS[source.value])()
            answers.put((source, adapter.look_up(fiscal_code), None))
        except Exception as problem:  # noqa: BLE001 -- whatever a register does, it is only away
            answers.put((source, None, problem))
        finally:
            _room.release()

    threading.Thread(target=ask, name=f"register-{source.value}", daemon=True).start()
    return True
