"""Access to the documents of a call: an officer prepares, a worker writes one archive, days end it.

The archive (ZIP) is written by `core.archives` and has an index with the SHA-256 of each file.
"""

import csv
import io
import zipfile
from collections.abc import Collection, Iterator
from datetime import date
from itertools import chain
from pathlib import Path

from defusedcsv import csv as defused
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from applicants.models import Submission
from calls.models import Call
from evaluation.documents.access import files_of, files_of_all
from evaluation.models import DocumentAccess
from evaluation.policies.access import AccessRefused, check_can_prepare
from evaluation.policies.refusals import written_reason
from evaluation.queries import access as queries
from evaluation.queries.access import SHELF
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.archives import Held, added
from wecare.core.dispatch import after_commit
from wecare.core.documents import LANGUAGE

TASK = "evaluation.write_access"


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
    return SHELF.write(access_id, _compose)  # type: ignore[no-any-return]  # of its model


def expire() -> int:
    """Take away the archives whose days are over; tells how many."""
    return SHELF.expire()


def take(*, access: DocumentAccess, by: Person) -> Path:
    """Where the archive lies, for the officer who takes it; each time is recorded.

    :raises AccessRefused: if it is not ready, or its days are over.
    """
    return SHELF.take(access, by=by, refusal=AccessRefused)


def path_of(access: DocumentAccess) -> Path:
    """Where the archive lies."""
    return SHELF.path_of(access)


def _compose(access: DocumentAccess, partial: Path) -> None:
    index: list[tuple[Held, str, int]] = []
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for held in _files(access):
            index.append((held, *added(archive, held, access.prepared_at)))
        for name, content in _index(access, index):
            added(archive, Held(name, "", content), access.prepared_at)


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
        SHELF.renew(access, done)


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
