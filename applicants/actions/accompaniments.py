"""The office says who accompanies a project; they and the lead keep the log of what is done."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from applicants.actions.brought import Brought, kept, looked_at
from applicants.enums import LogKind
from applicants.models import Accompanied, Application, LogEntry, LogFile
from calls.models import Accompaniment
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.errors import DomainError


class LogRefused(DomainError):
    """The entry is not possible so."""

    http_status = 422


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
    checked = [looked_at(each, LogRefused) for each in files]
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
        for each in checked:
            stored = kept(each)
            LogFile.objects.create(entry=entry, filename=each.filename, file=stored)
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
