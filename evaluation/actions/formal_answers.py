"""What an applicant writes for a request, and sends before its term.

What was sent for the call stays untouched: an answer is stored beside it, with its own digest,
protocol and receipt. Only what the request names can be written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.attachments import SCAN
from applicants.actions.protocol import next_protocol
from evaluation.actions import formal_letters
from evaluation.actions.formal_requests import locked_request
from evaluation.engine.lifecycle import FORMAL_REQUEST
from evaluation.enums import PointKind, RequestState
from evaluation.models import FormalRequest, PointFile, PointText, RequestAnswer, RequestPoint
from evaluation.policies.formal import MOST_FILES, AnswerRefused, check_in_time
from evaluation.queries import formal
from evaluation.queries.formal_content import answer_content, answer_context
from wecare.accounts.models import Person
from wecare.core import clock, events, scanning, store
from wecare.core.digests import digest
from wecare.core.printing import request_document
from wecare.core.uploads import check_size, clean_filename, media_type_of_file


@dataclass(frozen=True, slots=True)
class SavedPoint:
    """What became of what was written for a point; see `applicants.actions.applications.Saved`."""

    number: int
    version: int
    value: Any
    conflict: bool = False
    saved_by: str = ""


@transaction.atomic
def save(
    *, request: FormalRequest, texts: Mapping[int, tuple[Any, int]], actor: Person
) -> list[SavedPoint]:
    """Save what is written for points, by their number: (plain value, version it was written over).

    What somebody else changed meanwhile is not overwritten: it comes back as a conflict.

    :raises AnswerTooLate: at or after the term, by the database's clock.
    :raises AnswerRefused: if the request is closed, or does not name the point.
    """
    request = locked_request(request)
    at = clock.now()
    check_in_time(request, at)
    points = {each.number: each for each in formal.points_of(request)}
    saved = []
    for number, (value, base) in sorted(texts.items()):
        point = _named(points, number)
        if point.kind == PointKind.FILE.value:
            raise AnswerRefused(_("A questo punto si risponde con un file."))
        saved.append(_save(point, value, base, actor=actor, at=at))
    return saved


def put_file(
    *, request: FormalRequest, number: int, filename: str, path: Path, actor: Person
) -> PointFile:
    """Put a file there for a point; one document has one file, and a new one replaces it.

    :raises UploadRefused: if size, name or content are not acceptable.
    :raises FileInfected: if the scanner has found something in the same bytes.
    :raises AnswerTooLate: at or after the term, however early the upload began.
    :raises AnswerRefused: if the request does not name the point, or it has its files already.
    """
    check_size(path.stat().st_size)
    filename = clean_filename(filename)
    media_type = media_type_of_file(path, filename=filename)
    with transaction.atomic():
        request = locked_request(request)
        at = clock.now()
        check_in_time(request, at)
        point = _named({each.number: each for each in formal.points_of(request)}, number)
        if point.kind == PointKind.ANSWER.value:
            raise AnswerRefused(_("A questo punto si risponde scrivendo, non con un file."))
        stored = store.keep(path, media_type=media_type)
        scanning.ask(stored, task=SCAN)
        files = PointFile.objects.filter(point=point)
        if point.kind == PointKind.FILE.value:
            files.exclude(file=stored).delete()
        elif files.exclude(file=stored).count() >= MOST_FILES:
            raise AnswerRefused(
                _("Per un punto si allegano al massimo %(limit)s file: ce ne sono già %(n)s.")
                % {"limit": MOST_FILES, "n": files.count()}
            )
        placed, _created = PointFile.objects.update_or_create(
            point=point,
            file=stored,
            defaults={"filename": filename, "uploaded_by": actor, "uploaded_at": at},
        )
        events.record(
            "formal_request.file_put",
            subject=request,
            actor=actor,
            point=number,
            digest=stored.digest,
        )
    return placed


@transaction.atomic
def remove_file(*, request: FormalRequest, file: PointFile, actor: Person) -> None:
    """Take a file away before the answer is sent; the stored bytes stay.

    :raises AnswerTooLate: at or after the term.
    :raises AnswerRefused: if the request is closed.
    """
    request = locked_request(request)
    check_in_time(request, clock.now())
    deleted, _detail = PointFile.objects.filter(pk=file.pk, point__request=request).delete()
    if deleted:
        events.record(
            "formal_request.file_removed", subject=request, actor=actor, digest=file.file_id
        )


@transaction.atomic
def send(*, request: FormalRequest, actor: Person) -> RequestAnswer:
    """Send what is written: frozen, with protocol and receipt; a second press gives the same answer.

    A clarification may be answered in part, so nothing has to be there for every point; but something
    has to be said.

    :raises AnswerTooLate: at or after the term, by the database's clock read under the lock.
    :raises AnswerRefused: if the request was closed, or nothing was written.
    """
    request = locked_request(request)
    sent = RequestAnswer.objects.filter(request=request).first()
    if sent is not None:
        return sent
    at = clock.now()
    check_in_time(request, at)
    content = answer_content(request, formal.points_of(request))
    if not any(each["said"] or each["files"] for each in content["points"]):
        raise AnswerRefused(
            _("Non hai ancora scritto nulla: rispondi almeno a un punto, o carica un documento.")
        )
    protocol = next_protocol(at)
    answer = RequestAnswer.objects.create(
        request=request,
        content=content,
        content_digest=digest(content),
        received_at=at,
        sent_by=actor,
        protocol_number=protocol.number,
        protocol_year=protocol.year,
    )
    request.state = FORMAL_REQUEST.follow("answer", RequestState(request.state)).value
    request.save(update_fields=["state"])
    event = events.record(
        "formal_request.answered",
        subject=request,
        actor=actor,
        protocol=answer.protocol,
        of=request.submission.protocol,
        received_at=at,
        content_digest=answer.content_digest,
    )
    answer.receipt = request_document(
        key=f"formal-answer/{answer.pk}",
        kind="formal_answer",
        title=_("Ricevuta della risposta prot. %(protocol)s") % {"protocol": answer.protocol},
        template="documents/evaluation/formal_answer.html",
        context=answer_context(answer, audit_head=event.digest),
        after=event,
    )
    answer.save(update_fields=["receipt"])
    formal_letters.answered(answer)
    return answer


def _named(points: Mapping[int, RequestPoint], number: int) -> RequestPoint:
    """The point of this number.

    :raises AnswerRefused: if the request does not name it: nothing else is unlocked.
    """
    point = points.get(number)
    if point is None:
        raise AnswerRefused(
            _("La richiesta non riguarda questa parte della domanda: non si può cambiare.")
        )
    return point


def _save(point: RequestPoint, value: Any, base: int, *, actor: Person, at: Any) -> SavedPoint:
    written = getattr(point, "written", None)
    if written is None:
        PointText.objects.create(point=point, value=value, saved_by=actor, saved_at=at)
        return SavedPoint(point.number, 1, value)
    if written.value == value:
        return SavedPoint(point.number, written.version, value)
    if written.version != base and written.saved_by_id != actor.pk:
        return SavedPoint(point.number, written.version, written.value, True, str(written.saved_by))
    written.value, written.version = value, written.version + 1
    written.saved_by, written.saved_at = actor, at
    written.save(update_fields=["value", "version", "saved_by", "saved_at"])
    return SavedPoint(point.number, written.version, value)
