"""Receipts are handed to the records system of the Region, after the send and apart from it."""

import structlog
from django.db import transaction

from applicants.models import Registration
from applicants.queries import records
from applicants.queries.registrations import KINDS
from wecare.core import clock, events, store
from wecare.core.models import Document

_log = structlog.get_logger()


def register(*, document: Document) -> Registration | None:
    """Hand a printed receipt over, once; a records system that is away is asked again later.

    The call out is made in no transaction. None if there is nothing to hand over.
    """
    if document.kind not in KINDS or document.file is None or not records.is_connected():
        return None
    registration, _created = Registration.objects.get_or_create(
        document=document, defaults={"asked_at": clock.now()}
    )
    if registration.is_done:
        return registration
    record = records.Record(
        key=document.key,
        kind=document.kind,
        title=document.title,
        issued_at=document.requested_at,
        file=store.path_of(document.file),
        digest=document.file.digest,
    )
    try:
        said = records.register(record)
    except Exception as problem:  # noqa: BLE001 -- whatever it does, the records system is only away
        _log.warning("records.away", document=document.pk, error=type(problem).__name__)
        return _settle(registration, None, problem=repr(problem)[:300])
    return _settle(registration, said)


@transaction.atomic
def _settle(
    registration: Registration, said: records.Registered | None, *, problem: str = ""
) -> Registration:
    locked = Registration.objects.select_for_update().get(pk=registration.pk)
    if locked.is_done:
        return locked  # two workers asked: the number is the same
    locked.attempts += 1
    locked.asked_at, locked.problem = clock.now(), problem
    if said is not None:
        locked.number, locked.registered_at = said.number, said.at
    locked.save()
    if said is not None:
        events.record(
            "application.registered",
            subject=locked.document,
            number=said.number,
            registered_at=said.at,
            file=locked.document.file_id,
        )
    return locked
