"""Archives (ZIP) written by a worker: claimed with a lease, written file by file, kept for some days.

An archive is written on the disk beside the store, never whole in memory. A worker that dies leaves
nothing that counts: the lease ends and the sweep asks again.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from wecare.core import clock, events, scanning, store
from wecare.core.documents import LANGUAGE
from wecare.core.enums import ArchiveState
from wecare.core.errors import DomainError
from wecare.core.models import Document, StoredFile
from wecare.core.models.archive import Archived

KEPT = timedelta(days=30)  # the days in which an archive can be taken
LEASE = timedelta(minutes=2)  # renewed as the work goes on
TURN = timedelta(seconds=5)  # of the worker that was asked, before the sweep asks again
MAX_ATTEMPTS = 5
_BLOCK = 1024 * 1024  # bytes
_STORED = {".pdf", ".zip", ".jpg", ".png", ".p7m", ".xlsx", ".ods", ".docx", ".odt"}
_log = structlog.get_logger()
Compose = Callable[[Any, Path], None]


@dataclass(frozen=True, slots=True)
class Held:
    """One file of an archive: its bytes, or where they lie; `lacking` says why it is not there."""

    name: str
    said: str
    content: bytes = b""
    path: Path | None = None
    masked: bool = False
    lacking: str = ""


def held_document(name: str, said: str, document: Document | None) -> Held:
    """A printed document, or that it is not printed yet."""
    if document is None or document.file is None:
        return Held(name, said, lacking=_("Il PDF non è ancora stampato."))
    return Held(name, said, path=store.path_of(document.file))


def held_file(name: str, said: str, *, filename: str, digest: str) -> Held:
    """A file that came from outside, under a name of ours with its own ending; or why it is closed."""
    name = f"{name}{Path(filename).suffix.lower()[:8]}"
    stored = StoredFile.objects.filter(pk=digest).first()
    if stored is None:
        return Held(name, said, lacking=_("Il file non è nell'archivio."))
    try:
        scanning.check_can_be_opened(stored, by_uploader=False)
    except scanning.FileClosed as closed:
        return Held(name, said, lacking=str(closed))
    return Held(name, said, path=store.path_of(stored))


def added(archive: zipfile.ZipFile, held: Held, at: datetime) -> tuple[str, int]:
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


@dataclass(frozen=True, slots=True)
class Shelf:
    """Archives of one kind: their records, the name of their events, the folder where they lie."""

    model: type[Archived]
    name: str
    folder: str

    def path_of(self, work: Archived) -> Path:
        """Where the archive lies: beside the store, under a name that nobody guesses."""
        return Path(settings.FILE_STORE) / self.folder / f"{work.public_id}.zip"

    def write(self, pk: int, compose: Compose) -> Any:
        """Write the archive, unless it is written, being written or given up; tells how it stands."""
        claimed = self._claim(pk)
        if claimed is None:
            return self.records.get(pk=pk)
        partial = self.path_of(claimed).with_suffix(f".{claimed.attempts}.partial")
        try:
            partial.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
            with override(LANGUAGE):
                compose(claimed, partial)
            return self._record_ready(claimed, partial)
        except Exception as problem:  # noqa: BLE001 -- whatever breaks an archive is an attempt with a reason
            _log.exception("Unable to write an archive", archive=self.name, pk=pk)
            return self._record_failure(pk, str(problem) or type(problem).__name__)
        finally:
            partial.unlink(missing_ok=True)

    def renew(self, work: Archived, done: int) -> None:
        """Tell that the work goes on: so many pieces are done, and the lease runs again."""
        self.records.filter(pk=work.pk).update(done=done, claimed_until=clock.now() + LEASE)

    def expire(self) -> int:
        """Take away the archives whose days are over; tells how many."""
        gone = 0
        for each in self.overdue():
            with transaction.atomic():
                locked = self._locked(each.pk)
                if not locked.is_ready:
                    continue
                locked.state = ArchiveState.EXPIRED.value
                locked.save(update_fields=["state"])
                events.record(f"{self.name}.expired", subject=locked, actor=None)
            self.path_of(each).unlink(missing_ok=True)
            gone += 1
        return gone

    @transaction.atomic
    def take(self, work: Archived, *, by: Any, refusal: type[DomainError]) -> Path:
        """Where the archive lies, for whoever takes it; each time is recorded.

        :raises DomainError: of the type given, if it is not ready, or its days are over.
        """
        if work.expires_at is not None and clock.now() >= work.expires_at:
            raise refusal(
                _(
                    "L'archivio si poteva scaricare per %(days)d giorni: prepara di nuovo la richiesta."
                )
                % {"days": KEPT.days}
            )
        path = self.path_of(work)
        if not work.is_ready or not path.exists():
            raise refusal(_("L'archivio non è pronto."))
        events.record(f"{self.name}.taken", subject=work, actor=by, archive=work.archive_digest)
        return path

    def pending(self) -> list[int]:
        """Archives that nobody is writing."""
        now = clock.now()
        free = Q(claimed_until=None) | Q(claimed_until__lt=now)
        waiting = self.records.filter(
            free, state=ArchiveState.ASKED.value, prepared_at__lt=now - TURN
        )
        return list(waiting.order_by("pk").values_list("pk", flat=True))

    def oldest(self) -> datetime | None:
        """Since when the oldest archive waits."""
        waiting = self.records.filter(state=ArchiveState.ASKED.value).order_by("prepared_at")
        return waiting.values_list("prepared_at", flat=True).first()

    def overdue(self) -> Any:
        """Archives whose days are over."""
        over = self.records.filter(state=ArchiveState.READY.value, expires_at__lte=clock.now())
        return over.order_by("pk")

    @property
    def records(self) -> Any:
        return self.model._default_manager  # noqa: SLF001 -- the documented way to a model's rows

    def _locked(self, pk: int) -> Any:
        return self.records.select_for_update(of=("self",)).get(pk=pk)

    @transaction.atomic
    def _claim(self, pk: int) -> Any:
        work = self._locked(pk)
        now = clock.now()
        taken = work.claimed_until is not None and work.claimed_until > now
        if work.state != ArchiveState.ASKED.value or taken:
            return None
        if work.attempts >= MAX_ATTEMPTS:
            self._give_up(work)
            return None
        work.attempts += 1
        work.done = 0
        work.claimed_until = now + LEASE
        work.error = _("La preparazione è iniziata e non è arrivata in fondo.")
        work.save(update_fields=["attempts", "done", "claimed_until", "error"])
        return work

    def _record_ready(self, work: Archived, partial: Path) -> Any:
        digest, size = store.digest_of(partial)
        with transaction.atomic():
            locked = self._locked(work.pk)
            if locked.state != ArchiveState.ASKED.value:
                return locked
            partial.replace(self.path_of(locked))
            at = clock.now()
            locked.state, locked.ready_at, locked.expires_at = (
                ArchiveState.READY.value,
                at,
                at + KEPT,
            )
            locked.archive_digest, locked.archive_size = digest, size
            locked.claimed_until, locked.error = None, ""
            locked.save()
            events.record(
                f"{self.name}.ready", subject=locked, actor=None, archive=digest, size=size
            )
        return locked

    @transaction.atomic
    def _record_failure(self, pk: int, error: str) -> Any:
        work = self._locked(pk)
        work.error = error.replace("\x00", "")[:2000]
        work.claimed_until = None
        work.save(update_fields=["error", "claimed_until"])
        if work.attempts >= MAX_ATTEMPTS:
            self._give_up(work)
        return work

    def _give_up(self, work: Any) -> None:
        work.state, work.claimed_until = ArchiveState.FAILED.value, None
        work.save(update_fields=["state", "claimed_until"])
        events.record(f"{self.name}.failed", subject=work, actor=None, attempts=work.attempts)
