"""On-site checks of a project, with their minutes."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.models import Award, ExpenseReport, OnSiteCheck
from funding.policies.expenses import ExpenseRefused
from wecare.accounts.models import Person
from wecare.core import clock, events, scanning, store
from wecare.core.uploads import check_size, clean_filename, media_type_of_file


@dataclass(frozen=True, slots=True)
class Visit:
    """When and where, who was there, and what was found."""

    on: date
    place: str
    people: str
    findings: str


def record(
    *,
    award: Award,
    visit: Visit,
    filename: str,
    path: Path,
    by: Person,
    report: ExpenseReport | None = None,
) -> OnSiteCheck:
    """Record a visit with the file of its minutes; it never changes.

    :raises UploadRefused: if size, name or content are not acceptable.
    :raises FileInfected: if the scanner has found something in the same bytes.
    :raises ExpenseRefused: if it is of a day to come, or about a report of another project.
    """
    check_size(path.stat().st_size)
    filename = clean_filename(filename)
    media_type = media_type_of_file(path, filename=filename)
    with transaction.atomic():
        at = clock.now()
        if visit.on > localdate(at):
            raise ExpenseRefused(_("Il sopralluogo si registra dopo averlo fatto."))
        if report is not None and report.submission_id != award.submission_id:
            raise ExpenseRefused(_("Il rendiconto è di un altro progetto."))
        stored = store.keep(path, media_type=media_type)
        scanning.ask(stored, task=scanning.TASK)
        made = OnSiteCheck.objects.create(
            award=award,
            report=report,
            on=visit.on,
            place=visit.place,
            people=visit.people,
            findings=visit.findings,
            filename=filename,
            file=stored,
            recorded_by=by,
            recorded_at=at,
        )
        events.record("award.visited", subject=award, actor=by, on=visit.on, digest=stored.digest)
    return made
