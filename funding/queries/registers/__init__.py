"""Registers that are asked before money is granted or paid: CUP, RNA, DURC, antimafia.

Each is an adapter named in the setting `AID_REGISTERS` (register → class), and each may be away: it is
asked in a thread of its own with a time limit, so nobody waits longer for it, and what it would say
can always be written by hand. Threads that a register leaves hanging are counted: when they are
too many it is not asked any more.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Protocol

import structlog
from django.conf import settings
from django.utils.module_loading import import_string

from funding.enums import RegisterKind, RegisterOutcome

MOST_HANGING = 8  # threads that wait for registers that do not answer
_log = structlog.get_logger()
_room = threading.BoundedSemaphore(MOST_HANGING)


@dataclass(frozen=True, slots=True)
class Question:
    """Of whom, and of which project: `protocol` of the application, `share` of the award in euro."""

    fiscal_code: str
    protocol: str
    share: Decimal
    is_lead: bool
    on: date


@dataclass(frozen=True, slots=True)
class Entry:
    """What a register says, with the number and the day of its answer."""

    kind: RegisterKind
    number: str
    on: date
    outcome: RegisterOutcome = RegisterOutcome.REGULAR
    valid_until: date | None = None
    amount: Decimal | None = None
    document: bytes | None = None
    filename: str = ""
    demonstration: bool = False


class Adapter(Protocol):
    """A register. It may raise whatever it likes, or never answer."""

    def ask(self, question: Question) -> Sequence[Entry]:
        """What the register says; nothing if it knows nothing of it."""


@dataclass(frozen=True, slots=True)
class Consulted:
    """What came of asking: (register, entry) in the order of the setting, and who was away."""

    entries: tuple[tuple[str, Entry], ...] = ()
    away: tuple[str, ...] = ()


def connected() -> tuple[str, ...]:
    """The registers that the portal can ask."""
    return tuple(settings.AID_REGISTERS)


def consult(question: Question) -> Consulted:
    """Ask every register at once; whoever has not answered after `REGISTERS_SECONDS` is away."""
    answers: SimpleQueue[tuple[str, Sequence[Entry], Exception | None]] = SimpleQueue()
    waiting = set(connected())
    away = {name for name in waiting if not _asked(name, question, answers)}
    waiting -= away
    found: dict[str, Sequence[Entry]] = {}
    until = monotonic() + settings.REGISTERS_SECONDS
    while waiting:
        try:
            name, entries, problem = answers.get(timeout=max(until - monotonic(), 0.001))
        except Empty:
            _log.warning("aid_registers.late", registers=sorted(waiting))
            away |= waiting
            break
        waiting.discard(name)
        if problem is None:
            found[name] = entries
        else:
            _log.warning("aid_registers.away", register=name, error=type(problem).__name__)
            away.add(name)
    order = connected()
    return Consulted(
        tuple((name, entry) for name in order for entry in found.get(name, ())),
        tuple(name for name in order if name in away),
    )


def _asked(name: str, question: Question, answers: SimpleQueue) -> bool:
    """Whether there was room for a thread to ask."""
    if not _room.acquire(blocking=False):
        _log.warning("aid_registers.no_room", register=name)
        return False

    def ask() -> None:
        try:
            adapter: Adapter = import_string(settings.AID_REGISTERS[name])()
            answers.put((name, tuple(adapter.ask(question)), None))
        except Exception as problem:  # noqa: BLE001 -- whatever a register does, it is only away
            answers.put((name, (), problem))
        finally:
            _room.release()

    threading.Thread(target=ask, name=f"aid-register-{name}", daemon=True).start()
    return True
