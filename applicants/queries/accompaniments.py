"""Which projects a person accompanies, and the log of each."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from applicants.enums import Power
from applicants.models import Accompanied, Application, LogEntry, LogFile
from applicants.queries.mandates import organisations_of
from calls.models import Accompaniment, Call
from wecare.accounts.models import Person


def accompanied_by(
    person: Person, *, on: date, power: Power = Power.READS
) -> QuerySet[Accompanied]:
    """The projects helped on this day by the organisations for which the person may do so."""
    codes = organisations_of(person, power).order_by().values("fiscal_code")
    still = Q(accompaniment__until__isnull=True) | Q(accompaniment__until__gt=on)
    begun = Q(accompaniment__since__isnull=True) | Q(accompaniment__since__lte=on)
    return (
        Accompanied.objects.filter(still, begun, accompaniment__fiscal_code__in=codes)
        .select_related("application__call", "application__organisation", "accompaniment__contract")
        .order_by("application__call__code", "application__title", "id")
    )


def log_of(application: Application) -> QuerySet[LogEntry]:
    """What was done together, the last first."""
    return (
        LogEntry.objects.filter(application=application)
        .select_related("logged_by")
        .prefetch_related(Prefetch("files", LogFile.objects.select_related("file").order_by("id")))
        .order_by("-held_on", "-id")
    )


def helpers_of(application: Application) -> QuerySet[Accompanied]:
    """Who accompanies the application."""
    rows = Accompanied.objects.filter(application=application)
    return rows.select_related("accompaniment__contract").order_by("id")


def offered(call: Call) -> QuerySet[Accompaniment]:
    """The accompaniments of the call's measure, for the office to choose among."""
    rows = Accompaniment.objects.filter(measure=call.line.measure)
    return rows.select_related("contract").order_by("project", "body", "id")
