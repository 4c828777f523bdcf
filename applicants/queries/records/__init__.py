"""The records system of the Region (sistema di gestione documentale, D.P.R. 445/2000, art. 52).

It is an adapter named in the setting `RECORDS`, and it may be away: nobody who sends waits for it. It is
asked by a worker, again and again until it answers, so an adapter gives the same key the same number.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Record:
    """What is handed over: a receipt (PDF/A-3a, its data inside), and what it is of.

    `key` names it for ever; `digest` is the SHA-256 of the file, hexadecimal; `issued_at` has its zone.
    """

    key: str
    kind: str
    title: str
    issued_at: datetime
    file: Path
    digest: str


@dataclass(frozen=True, slots=True)
class Registered:
    """The number that the records system gave, and its instant, with its zone."""

    number: str
    at: datetime


class Adapter(Protocol):
    """A records system. Whatever it raises means: not now, ask again."""

    def register(self, record: Record) -> Registered:
        """Register the record, or say again how it was registered under this key."""


def is_connected() -> bool:
    """Whether the portal has a records system to hand its receipts to."""
    return bool(settings.RECORDS)


def register(record: Record) -> Registered:
    """Hand a record over.

    :raises Exception: whatever the adapter raises.
    """
    adapter: Adapter = import_string(settings.RECORDS)()
    return adapter.register(record)
