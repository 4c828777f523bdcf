"""Which drafts are due for a reminder of their deadline: the database is the queue of record."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from applicants.enums import ApplicationState, Power
from applicants.models import Application, Mandate, PhaseTerm, Reminder
from applicants.models.submission import FIRST_PHASE
from applicants.queries.mandates import allowing, live, people_who
from calls.enums import CallState
from calls.models import Call, Window
from calls.queries.calls import current_window
from wecare.accounts.models import Person
from wecare.core import clock
from wecare.notices.engine.reminders import FARTHEST, reminder_at, step_due
from wecare.notices.enums import ReminderStep
from wecare.notices.queries.preferences import without_reminder


def reminders_to_write() -> Iterator[dict[str, Any]]:
    """What the sweep asks for: drafts about to close, each with the reminder that is due.

    A draft begun after the reminder's time needs none: who has just begun knows the deadline.
    """
    at = clock.now()
    for window, step in _closing(at):
        for application_id in _drafts(window, step).values_list("pk", flat=True):
            yield {"application_id": application_id, "window_id": window.pk, "step": step.value}
    for term, step in _own_terms(at):
        yield {"application_id": term.application_id, "term_id": term.pk, "step": step.value}


def is_due(
    application: Application, term: Window | PhaseTerm, step: ReminderStep, at: datetime
) -> bool:
    """Whether the draft, as it is now, is still to be reminded by this step of this deadline."""
    if isinstance(term, PhaseTerm):
        return (term, step) in _own_terms(at, application.pk)
    if (term, step) not in _closing(at, application.call_id):
        return False
    return _drafts(term, step).filter(pk=application.pk).exists()


def people_to_remind(application: Application, step: ReminderStep) -> list[Person]:
    """Those who write the draft and want this reminder."""
    people = people_who(Power.WRITES, application.organisation, application=application)
    unwilling = without_reminder(step)
    return [each for each in people.order_by("pk") if each.pk not in unwilling]


def _closing(at: datetime, call_id: int | None = None) -> list[tuple[Window, ReminderStep]]:
    """The windows in force that run and whose deadline has a reminder due."""
    calls = Call.objects.filter(state=CallState.PUBLISHED.value, windows__closes_at__gt=at).filter(
        windows__closes_at__lte=at + FARTHEST
    )
    if call_id is not None:
        calls = calls.filter(pk=call_id)
    found = []
    for call in calls.order_by("pk").distinct().prefetch_related("windows"):
        window = current_window(call, at)
        if window is None or window.sealed_at is not None or window.opens_at > at:
            continue
        step = step_due(window.closes_at, at)
        if step is not None:
            found.append((window, step))
    return found


def _drafts(window: Window, step: ReminderStep) -> QuerySet[Application]:
    written = Reminder.objects.filter(application=OuterRef("pk"), window=window, step=step.value)
    return _written_by_somebody().filter(
        ~Exists(written),
        call_id=window.call_id,
        phase=FIRST_PHASE,
        created_at__lte=reminder_at(window.closes_at, step),
    )


def _own_terms(
    at: datetime, application_id: int | None = None
) -> list[tuple[PhaseTerm, ReminderStep]]:
    """The terms in force of drafts of a later phase that have a reminder due and not written."""
    longer = PhaseTerm.objects.filter(
        application=OuterRef("application"),
        phase=OuterRef("phase"),
        sequence__gt=OuterRef("sequence"),
    )
    terms = PhaseTerm.objects.filter(
        ~Exists(longer),
        application__in=_written_by_somebody().order_by().values("pk"),
        phase=F("application__phase"),
        opens_at__lte=at,
        closes_at__gt=at,
        closes_at__lte=at + FARTHEST,
    )
    if application_id is not None:
        terms = terms.filter(application=application_id)
    steps = Prefetch("reminders", Reminder.objects.order_by("id"), to_attr="written")
    found: list[tuple[PhaseTerm, ReminderStep]] = []
    for term in terms.order_by("application_id").prefetch_related(steps):
        step = step_due(term.closes_at, at)
        if step is None or term.opens_at > reminder_at(term.closes_at, step):
            continue
        if step.value not in {each.step for each in term.written}:
            found.append((term, step))
    return found


def _written_by_somebody() -> QuerySet[Application]:
    """The drafts that stand and that somebody writes who can log in."""
    over = Q(call=None, application=None) | Q(call=OuterRef("call_id"))
    over |= Q(application=OuterRef("pk"))
    members = Mandate.objects.filter(
        live(),
        allowing(Power.WRITES),
        over,
        organisation=OuterRef("organisation_id"),
        person__is_active=True,
    )
    return Application.objects.filter(
        Exists(members), state=ApplicationState.DRAFT.value, deleted_at=None
    ).order_by("pk")
