"""A draft is not a submission: whoever writes one is reminded before the deadline, once each time.

The application is held while its letters are written, so a submission comes wholly before or after:
who has sent is not reminded.
"""

from django.db import transaction

from applicants.documents import reminder_context
from applicants.labels.letters import REMINDER
from applicants.models import Application, Reminder
from applicants.queries import reminders
from calls.models import Window
from wecare.core import clock, events
from wecare.notices.actions import letters
from wecare.notices.enums import ReminderStep


@transaction.atomic
def remind(*, application: Application, window: Window, step: ReminderStep) -> Reminder | None:
    """Write the reminder to everyone who writes the draft and wants it; nothing if it is not due."""
    row = _held(application)
    at = clock.now()
    if not reminders.is_due(row, window, step, at):
        return None
    people = reminders.people_to_remind(row, step)
    for person in people:
        letters.write(
            key=f"draft-reminder/{row.pk}/{window.pk}/{step.value}/{person.pk}",
            person=person,
            template=REMINDER,
            context=lambda: reminder_context(row, window, at),
            tag=row.call.code,
        )
    reminder = Reminder.objects.create(
        application=row,
        window=window,
        step=step.value,
        letters=len(people),
        written_at=at,
    )
    events.record(
        "application.reminded", subject=row, actor=None, step=step.value, letters=len(people)
    )
    return reminder


def _held(application: Application) -> Application:
    held = Application.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("call", "organisation").get(pk=application.pk)
