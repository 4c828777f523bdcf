"""The office says who accompanies a project; they and the lead keep the log of what is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from applicants.actions.attachments import SCAN
from applicants.enums import LogKind
from applicants.models import Accompanied, Application, LogEntry, LogFile
from calls.models import Accompaniment
from wecare.accounts.models import Person
from wecare.core import clock, events, scanning, store
from wecare.core.errors import DomainError
from wecare.core.uploads import UploadRefused, check_size, clean_filename, media_type_of_file


class LogRefused(DomainError):
    """The entry is not possible so."""

    http_status = 422


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it was uploaded: its name, and where it lies on the disk for now."""

    filename: str
    path: Path


@transaction.atomic
def link(*, application: Application, accompaniment: Accompaniment, actor: Person) -> Accompanied:
    """The body of the accompaniment reads this application and keeps its log.

    :raises LogRefused: if they are of different measures, or linked already.
    """
    if accompaniment.measure_id != application.call.line.measure_id:
        raise LogRefused(
            _("«%(project)s» è di un'altra misura: scegli un accompagnamento di questa.")
            % {"project": accompaniment.project}
        )
    try:
        with transaction.atomic():
            linked = Accompanied.objects.create(
                application=application,
                accompaniment=accompaniment,
                linked_by=actor,
                linked_at=clock.now(),
            )
    except IntegrityError as problem:
        raise LogRefused(
            _("%(body)s accompagna già questa domanda.") % {"body": accompaniment.body}
        ) from problem
    events.record(
        "application.accompanied",
        subject=application,
        actor=actor,
        body=accompaniment.body,
        contract=accompaniment.contract.code,
    )
    return linked


def log(
    *,
    application: Application,
    kind: LogKind,
    held_on: date,
    people: str,
    notes: str,
    files: Sequence[Brought],
    by_lead: bool,
    actor: Person,
) -> LogEntry:
    """Write an entry; it is never changed: a correction is another entry.

    Its files are looked at as those of an application are: by a child now, by the scanner after.

    :raises LogRefused: if the day is to come, or naming the file that is not acceptable.
    :raises FileInfected: if the scanner has found something in the same bytes.
    """
    checked = [_checked(each) for each in files]
    with transaction.atomic():
        at = clock.now()
        today = localdate(at)
        if held_on > today:
            raise LogRefused(
                _("Il giorno (%(day)s) deve ancora venire: oggi è il %(today)s.")
                % {"day": f"{held_on:%d/%m/%Y}", "today": f"{today:%d/%m/%Y}"}
            )
        entry = LogEntry.objects.create(
            application=application,
            kind=kind.value,
            held_on=held_on,
            people=people,
            notes=notes,
            by_lead=by_lead,
            logged_by=actor,
            logged_at=at,
        )
        digests = []
        for name, path, media_type in checked:
            stored = store.keep(path, media_type=media_type)
            scanning.ask(stored, task=SCAN)
            LogFile.objects.create(entry=entry, filename=name, file=stored)
            digests.append(stored.digest)
        events.record(
            "application.log_written",
            subject=application,
            actor=actor,
            entry=entry.pk,
            kind=kind,
            held_on=held_on,
            files=digests,
        )
    return entry


def _checked(brought: Brought) -> tuple[str, Path, str]:
    """The name as it is kept, the file, and what it holds."""
    try:
        check_size(brought.path.stat().st_size)
        name = clean_filename(brought.filename)
        return name, brought.path, media_type_of_file(brought.path, filename=name)
    except UploadRefused as refusal:
        raise LogRefused(f"{brought.filename}: {refusal}") from refusal
