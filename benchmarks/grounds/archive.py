"""Everything sent for one great call: submissions, receipts, their events, half of them checked."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from applicants.documents import receipt_said
from applicants.models import Application, Organisation, ProtocolRegister, Submission
from benchmarks import bulk, called
from benchmarks.senders import attached_files
from calls.enums import CallState
from calls.models import Call, Rulebook
from evaluation.models import Admissibility
from tests.factories.accounts import PersonFactory
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.codes import new_check_code
from wecare.core.digests import sha256
from wecare.core.models import Document, Event

FULL, SMALL = 100_000, 2000
CODE = "archivio"
_OUTCOMES = ("admissible",) * 8 + ("inadmissible", "irreceivable")


def size(*, full: bool) -> int:
    return FULL if full else SMALL


def load(*, full: bool) -> None:
    count = size(full=full)
    call = called.the_call(code=CODE)
    archive = _Archive(call, call.rulebooks.get(), PersonFactory(), clock.now())
    with bulk.load():
        bulk.copy(Organisation, _ORGANISATION, archive.organisations(count))
        bulk.copy(Application, _APPLICATION, archive.applications(count))
        for start in range(0, count, 5000):
            archive.write(range(start + 1, min(start + 5000, count) + 1))
        bulk.copy(ProtocolRegister, ("year", "last"), [(archive.at.year, count)])
        Call.objects.filter(pk=call.pk).update(
            state=CallState.EVALUATION.value, closed_at=archive.at, opened_at=archive.at
        )


_ORGANISATION = (
    *("id", "fiscal_code", "vat_number", "name", "kind", "seat_municipality"),
    *("seat_province", "email", "pec", "demonstration", "created_by", "created_at"),
)
_APPLICATION = (
    *("id", "public_id", "call", "organisation", "lot", "title", "own_funding", "state"),
    *("version", "saved_at", "created_by", "created_at"),
)
_SUBMISSION = (
    *("id", "application", "call", "phase", "version", "state", "received_at", "protocol_number"),
    *("protocol_year", "rulebook", "organisation", "lot", "title", "total_cost", "requested"),
    *("content", "content_digest", "idempotency_key", "submitted_by", "receipt"),
)
_DOCUMENT = (
    *("id", "key", "kind", "title", "template", "template_digest", "context", "context_digest"),
    *("chain_head", "check_code", "data_name", "requested_at", "state", "attempts", "error"),
)
_EVENT = (
    *("seq", "name", "happened_at", "actor_id", "subject_type", "subject_id", "facts"),
    *("previous", "digest"),
)
_ADMISSIBILITY = ("submission", "outcome", "reasons", "decided_by", "decided_at")


@dataclass(slots=True)
class _Archive:
    call: Call
    rulebook: Rulebook
    person: Person
    at: datetime
    files: list[dict[str, Any]] = field(init=False)
    seq: int = field(init=False)
    head: str = field(init=False)

    def __post_init__(self) -> None:
        last = Event.objects.order_by("-seq").first()
        self.seq, self.head = (last.seq, last.digest) if last else (0, events.GENESIS)
        self.files = [
            {
                "requirement": f"a{place}",
                "filename": f"allegato-{place}.pdf",
                "digest": file.pk,
                "size": file.size,
                "media_type": file.media_type,
            }
            for place, file in enumerate(attached_files(), start=1)
        ]

    def organisations(self, count: int) -> Iterator[list[Any]]:
        for number in range(1, count + 1):
            code, seat = called.fiscal_code(number), ("Torino", "TO", "", "", False)
            heading = [number, code, "", f"Associazione {number}", "ets_aps", *seat]
            yield [*heading, self.person.pk, self.at]

    def applications(self, count: int) -> Iterator[list[Any]]:
        for number in range(1, count + 1):
            public_id = f"00000000-0000-4000-8000-{number:012d}"
            heading = (called.lot(number), called.title(number), called.OWN_FUNDING, "submitted")
            key = [number, public_id, self.call.pk, number]
            yield [*key, *heading, 1, self.at, self.person.pk, self.at]

    def write(self, numbers: range) -> None:
        sent = [self._submission(number) for number in numbers]
        chained = [self._event(each) for each in sent]
        heads = [event.digest for event in chained]
        bulk.copy(Submission, _SUBMISSION, (_row(each, _SUBMISSION) for each in sent))
        bulk.copy(Event, _EVENT, (_row(each, _EVENT) for each in chained))
        receipts = map(self._receipt, sent, heads)
        bulk.copy(Document, _DOCUMENT, (_row(each, _DOCUMENT) for each in receipts))
        bulk.copy(Admissibility, _ADMISSIBILITY, (self._check(n) for n in numbers if n % 2))

    def _submission(self, number: int) -> Submission:
        organisation = {
            "name": f"Associazione {number}",
            "fiscal_code": called.fiscal_code(number),
            "vat_number": "",
            "kind": "ets_aps",
            "size": "",
            "nonprofit": None,
            "registers": None,
            "seat": {"municipality": "Torino", "province": "TO"},
        }
        content = called.content(number, organisation=organisation, files=self.files)
        return Submission(
            pk=number,
            application_id=number,
            call=self.call,
            received_at=self.at - timedelta(milliseconds=2_000_000_0 - number * 10),
            protocol_number=number,
            protocol_year=self.at.year,
            rulebook=self.rulebook,
            organisation_id=number,
            lot=called.lot(number),
            title=called.title(number),
            total_cost="100000.00",
            requested="80000.00",
            content=content,
            content_digest=sha256(_written(content).encode()),
            idempotency_key=f"benchmark-{number:010d}",
            submitted_by=self.person,
            receipt_id=number,
        )

    def _event(self, submission: Submission) -> Event:
        self.seq += 1
        event = Event(
            seq=self.seq,
            name="application.submitted",
            happened_at=submission.received_at,
            actor_id=self.person.pk,
            subject_type="applicants.submission",
            subject_id=str(submission.pk),
            facts={"protocol": submission.protocol, "content": submission.content_digest},
            previous=self.head,
        )
        event.digest = self.head = events._digest(event)  # noqa: SLF001 -- as `record` does
        return event

    def _receipt(self, submission: Submission, head: str) -> Document:
        context = {
            **receipt_said(submission, signature=None),
            "protocol": submission.protocol,
            "audit_head": head,
        }
        return Document(
            pk=submission.pk,
            key=f"receipt/{submission.pk}",
            kind="receipt",
            title=f"Ricevuta della domanda prot. {submission.protocol}",
            template="documents/applicants/receipt.html",
            template_digest="0" * 64,
            context=context,
            context_digest=sha256(_written(context).encode()),
            chain_head=head,
            check_code=new_check_code(),
            data_name="domanda.json",
            requested_at=submission.received_at,
        )

    def _check(self, number: int) -> list[Any]:
        outcome = _OUTCOMES[number // 2 % 10]
        reasons = "" if outcome == "admissible" else "Manca lo statuto."
        return [number, outcome, reasons, self.person.pk, self.at]


def _written(value: Any) -> str:
    """The canonical form of what is plain already, in a tenth of the time; verifying proves it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _row(record: Any, fields: tuple[str, ...]) -> list[Any]:
    values = [getattr(record, record._meta.get_field(name).attname) for name in fields]  # noqa: SLF001
    return [_written(each) if isinstance(each, dict | list) else each for each in values]
