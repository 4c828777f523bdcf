"""Access to the documents of a call: an officer prepares, a worker writes one archive, days end it.

The archive (ZIP) is written on the disk file by file, beside the store, and has an index with the
SHA-256 of each. A worker that dies leaves nothing that counts: the lease ends and the sweep asks again.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path

import structlog
from defusedcsv import csv as defused
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from applicants.models import Submission
from calls.models import Call
from evaluation.documents.access import Held, files_of, files_of_all
from evaluation.enums import AccessState
from evaluation.models import DocumentAccess
from evaluation.policies.access import AccessRefused, check_can_prepare
from evaluation.policies.refusals import written_reason
from evaluation.queries import access as queries
from wecare.accounts.models import Person
from wecare.core import clock, events, store
from wecare.core.dispatch import after_commit
from wecare.core.documents import LANGUAGE

TASK = "evaluation.write_access"
KEPT = timedelta(days=30)  # the days in which the archive can be taken
LEASE = timedelta(minutes=2)  # renewed with every application
MAX_ATTEMPTS = 5
_BLOCK = 1024 * 1024  # bytes
_STORED = {".pdf", ".zip", ".jpg", ".png", ".p7m", ".xlsx", ".ods", ".docx", ".odt"}
_log = structlog.get_logger()


@transaction.atomic
def prepare(
    *,
    call: Call,
    protocols: Collection[str],
    asked_by: str,
    reference: str,
    asked_on: date,
    reason: str,
    with_attachments: bool,
    by: Person,
) -> DocumentAccess:
    """Ask a worker for the archive of a request of access.

    :raises AccessRefused: if no list is published, or a protocol is of no application of the call.
    """
    at = clock.now()
    found = queries.named(call, protocols)
    check_can_prepare(call, protocols, found, asked_on=asked_on, today=localdate(at))
    kept = written_reason(reason, lacking=_("Scrivi il motivo."), refusal=AccessRefused)
    access = DocumentAccess.objects.create(
        call=call,
        asked_by=asked_by,
        reference=reference,
        asked_on=asked_on,
        reason=kept,
        with_attachments=with_attachments,
        prepared_by=by,
        prepared_at=at,
    )
    access.submissions.set(found)
    events.record(
        "access.prepared",
        subject=access,
        actor=by,
        call=call.code,
        reference=reference,
        protocols=[each.protocol for each in found],
        attachments=with_attachments,
    )
    after_commit(TASK, access_id=access.pk)
    return access


def write(*, access_id: int) -> DocumentAccess:
    """Write the archive, unless it is written, being written or given up; tells how it stands."""
    claimed = _claim(access_id)
    if claimed is None:
        return DocumentAccess.objects.get(pk=access_id)
    partial = path_of(claimed).with_suffix(f".{claimed.attempts}.partial")
    try:
        with override(LANGUAGE):
            _compose(claimed, partial)
        return _record_ready(claimed, partial)
    except Exception as problem:  # noqa: BLE001 -- whatever breaks an archive is an attempt with a reason
        _log.exception("Unable to write an archive", access=access_id)
        return _record_failure(access_id, str(problem) or type(problem).__name__)
    finally:
        partial.unlink(missing_ok=True)


def expire() -> int:
    """Take away the archives whose days are over; tells how many."""
    gone = 0
    for each in queries.overdue():
        with transaction.atomic():
            locked = DocumentAccess.objects.select_for_update().get(pk=each.pk)
            if not locked.is_ready:
                continue
            locked.state = AccessState.EXPIRED.value
            locked.save(update_fields=["state"])
            events.record("access.expired", subject=locked, actor=None)
        path_of(each).unlink(missing_ok=True)
        gone += 1
    return gone


@transaction.atomic
def take(*, access: DocumentAccess, by: Person) -> Path:
    """Where the archive lies, for the officer who takes it; each time is recorded.

    :raises AccessRefused: if it is not ready, or its days are over.
    """
    if access.expires_at is not None and clock.now() >= access.expires_at:
        raise AccessRefused(
            _("L'archivio si poteva scaricare per %(days)d giorni: prepara di nuovo la richiesta.")
            % {"days": KEPT.days}
        )
    path = path_of(access)
    if not access.is_ready or not path.exists():
        raise AccessRefused(_("L'archivio non è pronto."))
    events.record("access.taken", subject=access, actor=by, archive=access.archive_digest)
    return path


def path_of(access: DocumentAccess) -> Path:
    """Where the archive lies: beside the store, under a name that nobody guesses."""
    return Path(settings.FILE_STORE) / ".access" / f"{access.public_id}.zip"


@transaction.atomic
def _claim(pk: int) -> DocumentAccess | None:
    access = DocumentAccess.objects.select_for_update(of=("self",)).get(pk=pk)
    now = clock.now()
    taken = access.claimed_until is not None and access.claimed_until > now
    if access.state != AccessState.ASKED.value or taken:
        return None
    if access.attempts >= MAX_ATTEMPTS:
        _give_up(access)
        return None
    access.attempts += 1
    access.done = 0
    access.claimed_until = now + LEASE
    access.error = _("La preparazione è iniziata e non è arrivata in fondo.")
    access.save(update_fields=["attempts", "done", "claimed_until", "error"])
    return access


def _compose(access: DocumentAccess, partial: Path) -> None:
    partial.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    index: list[tuple[Held, str, int]] = []
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for held in _files(access):
            index.append((held, *_added(archive, held, access.prepared_at)))
        for name, content in _index(access, index):
            _added(archive, Held(name, "", content), access.prepared_at)


def _files(access: DocumentAccess) -> Iterator[Held]:
    wanted = (
        access.submissions.select_related("rulebook", "receipt__file")
        .defer("receipt__context")
        .order_by("protocol_year", "protocol_number")
    )
    return chain(_of_each(access, wanted.iterator(20)), files_of_all(access))


def _of_each(access: DocumentAccess, submissions: Iterator[Submission]) -> Iterator[Held]:
    for done, submission in enumerate(submissions, start=1):
        yield from files_of(access, submission)
        DocumentAccess.objects.filter(pk=access.pk).update(
            done=done, claimed_until=clock.now() + LEASE
        )


def _added(archive: zipfile.ZipFile, held: Held, at: datetime) -> tuple[str, int]:
    """The SHA-256 and the bytes of a file, once it is in the archive; nothing of what is lacking."""
    if held.lacking:
        return "", 0
    info = zipfile.ZipInfo(held.name, date_time=localtime(at).timetuple()[:6])
    ready = Path(held.name).suffix in _STORED
    info.compress_type = zipfile.ZIP_STORED if ready else zipfile.ZIP_DEFLATED
    digest, size = hashlib.sha256(), 0
    source = io.BytesIO(held.content) if held.path is None else held.path.open("rb")
    with source, archive.open(info, "w", force_zip64=True) as target:
        while block := source.read(_BLOCK):
            digest.update(block)
            size += len(block)
            target.write(block)
    return digest.hexdigest(), size


def _index(
    access: DocumentAccess, files: list[tuple[Held, str, int]]
) -> Iterator[tuple[str, bytes]]:
    """The index twice: for people, and for a spreadsheet."""
    output = io.StringIO()
    writer = defused.writer(output, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([_("file"), _("che cos'è"), "SHA-256", _("byte"), _("dati coperti"), _("note")])
    for held, digest, size in files:
        hides = _("sì") if held.masked else _("no")
        writer.writerow([held.name, held.said, digest, size or "", hides, held.lacking])
    yield "indice.csv", b"\xef\xbb\xbf" + output.getvalue().encode()
    context = {"access": access, "files": files, "language": LANGUAGE}
    yield (
        "indice.html",
        render_to_string("documents/evaluation/access_index.html", context).encode(),
    )


def _record_ready(access: DocumentAccess, partial: Path) -> DocumentAccess:
    digest, size = store.digest_of(partial)
    with transaction.atomic():
        locked = DocumentAccess.objects.select_for_update(of=("self",)).get(pk=access.pk)
        if locked.state != AccessState.ASKED.value:
            return locked
        partial.replace(path_of(locked))
        at = clock.now()
        locked.state, locked.ready_at, locked.expires_at = AccessState.READY.value, at, at + KEPT
        locked.archive_digest, locked.archive_size = digest, size
        locked.claimed_until, locked.error = None, ""
        locked.save()
        events.record("access.ready", subject=locked, actor=None, archive=digest, size=size)
    return locked


@transaction.atomic
def _record_failure(pk: int, error: str) -> DocumentAccess:
    access = DocumentAccess.objects.select_for_update(of=("self",)).get(pk=pk)
    access.error = error.replace("\x00", "")[:2000]
    access.claimed_until = None
    access.save(update_fields=["error", "claimed_until"])
    if access.attempts >= MAX_ATTEMPTS:
        _give_up(access)
    return access


def _give_up(access: DocumentAccess) -> None:
    access.state, access.claimed_until = AccessState.FAILED.value, None
    access.save(update_fields=["state", "claimed_until"])
    events.record("access.failed", subject=access, actor=None, attempts=access.attempts)
