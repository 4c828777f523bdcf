"""Files from outside are looked at by the scanner, in the background: never while somebody waits.

Scanning is claim → look → settle, in two short transactions with the scanner between them. A scanner
that is away costs nobody a deadline: the file is kept, counts, and is opened by others when it was
looked at. Without a scanner (setting SCANNER "none") files are open, checked by their content alone.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from wecare.core import clock, dispatch, store
from wecare.core.antivirus import ScannerAway, scanner
from wecare.core.enums import ScanState
from wecare.core.errors import DomainError
from wecare.core.models import Document, FileScan, StoredFile

_FIRST_WAIT = timedelta(seconds=20)
_LONGEST_WAIT = timedelta(minutes=10)
_log = structlog.get_logger()
TASK = "core.scan_file"  # looks at a file and settles it
_tellers: list[Callable[[FileScan], None]] = []


def when_quarantined(tell: Callable[[FileScan], None]) -> None:
    """Have this called, in the verdict's transaction, for each file in which something is found.

    Each app tells of the files it knows, and of no others; registered twice it tells once.
    """
    if tell not in _tellers:
        _tellers.append(tell)


class FileClosed(DomainError):
    """The file is not given out now; the sentence says why."""


class FileInfected(DomainError):
    """The scanner has already found something in these bytes."""

    http_status = 422


def ask(stored: StoredFile, *, task: str) -> FileScan:
    """Have the file looked at after the commit by `task`, which gets its `digest`.

    The row stays locked until the commit, so no verdict comes between.

    :raises FileInfected: if something was found in the same bytes.
    """
    at = clock.now()
    FileScan.objects.get_or_create(file=stored, defaults={"asked_at": at, "due_at": at})
    scan = FileScan.objects.select_for_update().get(file=stored)
    if scan.state == ScanState.QUARANTINED:
        raise FileInfected(
            _(
                "L'antivirus ha trovato «%(found)s» in questo file: non possiamo accettarlo. "
                "Controlla il tuo computer, esporta di nuovo il documento e caricalo."
            )
            % {"found": scan.found}
        )
    if settings.SCANNER != "none" and scan.state == ScanState.WAITING:
        dispatch.after_commit(task, digest=stored.digest)
    return scan


def look(*, digest: str) -> str | None:
    """What the scanner finds in a file that waits; none where there is nothing to settle.

    An empty text is a clean file. A scanner that is away is asked again later.
    """
    looker = scanner()
    claimed = _claim(digest) if looker is not None else None
    if looker is None or claimed is None:
        return None
    try:
        return looker.scan(store.path_of(claimed.file))
    except ScannerAway as problem:
        _log.warning("scanner.away", file=digest, attempts=claimed.attempts, problem=str(problem))
        FileScan.objects.filter(file_id=digest, state=ScanState.WAITING.value).update(
            error=str(problem)[:200].replace("\x00", "")
        )
        return None


@transaction.atomic
def settle(*, digest: str, found: str) -> FileScan | None:
    """Write down what the scanner said, once, and have it told; none if it was written before.

    The row stays locked until the caller's commit.
    """
    scan = FileScan.objects.select_for_update().get(file_id=digest)
    if scan.state != ScanState.WAITING:
        return None
    scan.state = ScanState.QUARANTINED.value if found else ScanState.CLEAN.value
    scan.found, scan.error, scan.scanned_at = found[:200].replace("\x00", ""), "", clock.now()
    scan.save(update_fields=["state", "found", "error", "scanned_at"])
    if scan.found:
        for tell in _tellers:
            tell(scan)
    return scan


def scan(*, digest: str) -> FileScan | None:
    """Have the scanner look at a file that waits; none where there was nothing to settle."""
    found = look(digest=digest)
    return None if found is None else settle(digest=digest, found=found)


def never_asked() -> QuerySet[StoredFile]:
    """Files that nobody had looked at and that the portal did not print itself, by their digest."""
    printed = Document.objects.filter(file=OuterRef("pk"))
    return StoredFile.objects.filter(~Exists(printed), scan=None).order_by("digest")


def check_can_be_opened(stored: StoredFile, *, by_uploader: bool) -> None:
    """The file may be given out.

    One that waits for the scanner is given to whoever put it there; one in quarantine to nobody.

    :raises FileClosed: saying what was found, or that it was not looked at yet.
    """
    scan = FileScan.objects.filter(file=stored).first()
    if scan is None or scan.state == ScanState.CLEAN:
        return
    if scan.state == ScanState.QUARANTINED:
        raise FileClosed(
            _("Il file è bloccato: l'antivirus ha trovato «%(found)s». Nessuno può scaricarlo.")
            % {"found": scan.found}
        )
    if settings.SCANNER != "none" and not by_uploader:
        raise FileClosed(
            _(
                "L'antivirus non ha ancora controllato questo file: si apre appena lo ha fatto. "
                "Il file è al sicuro e ciò che è stato inviato vale comunque."
            )
        )


def states_of(digests: Iterable[str]) -> dict[str, FileScan]:
    """Digest → what is known, of the files that have something to say: in quarantine or waiting.

    With no scanner nobody waits.
    """
    rows = FileScan.objects.filter(file_id__in=list(digests)).order_by("pk")
    told = {ScanState.QUARANTINED.value}
    if settings.SCANNER != "none":
        told.add(ScanState.WAITING.value)
    return {row.file_id: row for row in rows.filter(state__in=told)}


def waiting_files() -> list[dict[str, str]]:
    """What the sweep asks for again: files to look at that are due."""
    if settings.SCANNER == "none":
        return []
    due = FileScan.objects.filter(state=ScanState.WAITING.value, due_at__lte=clock.now())
    digests = due.order_by("due_at", "pk").values_list("pk", flat=True)[: dispatch.SWEEP_LIMIT]
    return [{"digest": digest} for digest in digests]


@transaction.atomic
def _claim(digest: str) -> FileScan | None:
    scan = FileScan.objects.select_for_update(of=("self",)).select_related("file").get(pk=digest)
    at = clock.now()
    if scan.state != ScanState.WAITING or scan.due_at > at:
        return None
    scan.attempts += 1
    scan.due_at = at + min(_FIRST_WAIT * 2 ** min(scan.attempts, 10), _LONGEST_WAIT)
    scan.save(update_fields=["attempts", "due_at"])
    return scan
