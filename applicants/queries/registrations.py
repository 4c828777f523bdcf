"""Which receipts the records system of the Region does not have yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet

from applicants.models import Registration
from applicants.queries import records
from wecare.core import clock
from wecare.core.enums import DocumentState
from wecare.core.models import Document, Event

KINDS = ("receipt", "withdrawal")  # of the documents that are proofs for an applicant
PAUSE = timedelta(minutes=5)  # between a try of a receipt and the next
_DONE = Q(registration__number__isnull=False)


def receipts_to_register() -> Iterator[dict[str, int]]:
    """What the sweep asks for: printed receipts without a number, each at most every five minutes.

    While the records system is away one receipt goes to see whether it is back, the one that was asked
    about least recently: a system that hangs keeps one worker at a time, and no receipt stops the others.
    """
    if not records.is_connected():
        return
    before = clock.now() - PAUSE
    recent = Q(registration__asked_at__gt=before)
    found = _printed().exclude(_DONE | recent)
    last = Registration.objects.filter(attempts__gt=0).order_by("-asked_at", "-pk").first()
    if last is not None and last.problem:
        first = F("registration__asked_at").asc(nulls_first=True)
        found = found.order_by(first, "pk")[: 1 if last.asked_at <= before else 0]
    else:
        found = found.order_by("pk")
    for document_id in found.values_list("pk", flat=True):
        yield {"document_id": document_id}


@dataclass(frozen=True, slots=True)
class Away:
    """A records system that did not answer: how many receipts wait, since when, when it was last asked."""

    receipts: int
    oldest: datetime
    asked_at: datetime


def away() -> Away | None:
    """What waits for a records system that is away; None while it answers, or there is none."""
    if not records.is_connected():
        return None
    last = Registration.objects.filter(attempts__gt=0).order_by("-asked_at", "-pk").first()
    if last is None or not last.problem:
        return None
    waiting = _printed().exclude(_DONE).aggregate(count=Count("pk"), oldest=Min("requested_at"))
    if not waiting["count"]:
        return None
    return Away(waiting["count"], waiting["oldest"], last.asked_at)


def health() -> str | dict[str, Any]:
    """The same for machines: none, up, or how many wait and since when."""
    if not records.is_connected():
        return "none"
    found = away()
    if found is None:
        return "up"
    return {"waiting": found.receipts, "since": found.oldest.isoformat()}


def registration_of(document: Document | None) -> Registration | None:
    """How the records system registered this receipt; None if it has not, or there is none."""
    if document is None:
        return None
    return Registration.objects.filter(document=document, number__isnull=False).first()


def misregistered() -> list[str]:
    """Registrations that the audit trail tells otherwise, in sentences; nothing when all is in order."""
    told = dict(
        Event.objects.filter(name="application.registered")
        .order_by("seq")
        .values_list("subject_id", "facts__number")
    )
    rows = Registration.objects.filter(number__isnull=False).order_by("document")
    return [
        f"Receipt {document} has the number {number}, the audit trail says {told.get(str(document))}."
        for document, number in rows.values_list("document", "number")
        if told.get(str(document)) != number
    ]


def _printed() -> QuerySet[Document]:
    return Document.objects.filter(
        kind__in=KINDS, state=DocumentState.RENDERED.value, file__isnull=False
    )
