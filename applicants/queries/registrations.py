"""Which receipts the records system of the Region does not have yet."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q, QuerySet

from applicants.models import Registration
from applicants.queries import records
from wecare.core import clock
from wecare.core.enums import DocumentState
from wecare.core.models import Document, Event

KINDS = ("receipt", "withdrawal")  # of the documents that are proofs for an applicant
PAUSE = timedelta(minutes=5)  # between a try and the next
_DONE = Q(registration__number__isnull=False)


def receipts_to_register() -> Iterator[dict[str, int]]:
    """What the sweep asks for: printed receipts without a number, each at most every five minutes."""
    if not records.is_connected():
        return
    recent = Q(registration__asked_at__gt=clock.now() - PAUSE)
    found = _printed().exclude(_DONE | recent).order_by("pk")
    for document_id in found.values_list("pk", flat=True):
        yield {"document_id": document_id}


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
