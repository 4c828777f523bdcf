"""Which drafts are due for a reminder of their deadline: the database is the queue of record."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from applicants.enums import ApplicationState, Power
from applicants.models import Application, Mandate, Reminder
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
    """What the sweep asks for: drafts of calls about to close, each with the reminder that is due.

    A draft begun after the reminder's time needs none: who has just begun knows the deadline.
    """
    at = clock.now()
    for window, step in _closing(at):
        for application_id in _drafts(window, step).values_list("pk", flat=True):
            yield {"application_id": application_id, "window_id": window.pk, "step": step.value}


def is_due(application: Application, window: Window, step: ReminderStep, at: datetime) -> bool:
    """Whether the draft, as it is now, is still to be reminded by this step of this deadline."""
    if (window, step) not in _closing(at, application.call_id):
        return False
    return _drafts(window, step).filter(pk=application.pk).exists()


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
        Exists(members),
        ~Exists(written),
        call_id=window.call_id,
        state=ApplicationState.DRAFT.value,
        created_at__lte=reminder_at(window.closes_at, step),
    ).order_by("pk")
