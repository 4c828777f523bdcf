"""The audit trail: recorded in the transaction it tells of, chained by digest, verified by anyone.

Form 1 of the chain: `digest = sha256(previous || body)`, both as bytes, where `previous` is the
hexadecimal digest of the event before (64 zeros for the first) and `body` the canonical form
(`wecare.core.digests`) of format, seq, name, happened_at, actor, subject and facts.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from django.db import connection, transaction
from django.db.models import Model

from wecare.core.digests import canonical, plain, sha256
from wecare.core.fresh import insert_together
from wecare.core.models import Event
from wecare.core.preparing import preparing_cursor

CHAIN_FORMAT = 1
GENESIS = "0" * 64
_CHAIN_LOCK = 0x57435245  # one advisory lock for the one chain
_log = structlog.get_logger()


def record(name: str, *, subject: Model | None, actor: Model | None = None, **facts: Any) -> Event:
    """Add the event to the chain, in the caller's transaction; call it last, for it serialises.

    The chain is locked from here to the caller's commit: whoever locks rows does it before.

    :raises RuntimeError: if there is no transaction for the event to belong to.
    :raises TypeError: if a fact has no canonical form (a float, a model).
    """
    event = linked(name, subject=subject, actor=actor, **facts)
    write(event)
    return event


def linked(name: str, *, subject: Model | None, actor: Model | None = None, **facts: Any) -> Event:
    """The next event of the chain, to be written before anything else is: `write` does it.

    What `record` does but for the writing, for whoever writes other rows that tell its digest with
    it. The subject may be a row that is written with it too, if it has its id.

    :raises RuntimeError: if there is no transaction for the event to belong to.
    :raises TypeError: if a fact has no canonical form (a float, a model).
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"The event {name} needs the transaction of what it tells.")
    frozen_facts = plain(facts)
    seq, previous, now = _end_of_chain()
    event = Event(
        seq=seq + 1,
        name=name,
        happened_at=now,
        actor_id=None if actor is None else actor.pk,
        subject_type="" if subject is None else subject._meta.label_lower,  # noqa: SLF001 -- the documented way to a model's name
        subject_id="" if subject is None else str(subject.pk),
        facts=frozen_facts,
        previous=previous,
    )
    event.digest = _digest(event)
    return event


def write(event: Event, *rows: Model) -> None:
    """Write an event that `linked` made, and rows with it that have their ids, in one statement."""
    insert_together(*rows, event)
    subject_name = f"{event.subject_type}:{event.subject_id}"
    transaction.on_commit(partial(_log.info, event.name, seq=event.seq, subject=subject_name))


def head() -> str:
    """The digest of the last event: whoever keeps it can prove that nothing before it changed."""
    last = Event.objects.order_by("-seq").values_list("digest", flat=True).first()
    return last or GENESIS


def verify_chain() -> list[str]:
    """What does not hold in the chain, in sentences; nothing when it is whole."""
    return list(_problems())


def _problems() -> Iterator[str]:
    expected, previous = 1, GENESIS
    for event in Event.objects.order_by("seq").iterator(chunk_size=2000):
        if event.seq != expected:
            yield f"Events from {expected} to {event.seq - 1} are missing."
        if event.previous != previous:
            yield f"Event {event.seq} does not follow the one before it."
        if event.digest != _digest(event):
            yield f"Event {event.seq} is not what was recorded."
        expected, previous = event.seq + 1, event.digest


def _end_of_chain() -> tuple[int, str, datetime]:
    """Lock the chain until the commit; the last event's number and digest then, and the instant."""
    with preparing_cursor() as cursor:
        cursor.execute("SELECT seq, digest, at FROM wecare_end_of_chain(%s)", [_CHAIN_LOCK])
        seq, previous, at = cursor.fetchone()
    return seq or 0, previous or GENESIS, at


def _digest(event: Event) -> str:
    body = {
        "format": CHAIN_FORMAT,
        "seq": event.seq,
        "name": event.name,
        "happened_at": event.happened_at,
        "actor": event.actor_id,
        "subject": [event.subject_type, event.subject_id],
        "facts": event.facts,
    }
    return sha256(event.previous.encode() + canonical(body))
