"""A draft is not a submission: whoever writes one is reminded before its deadline, once each time.

The deadline is that of the call's window or, in a later phase, that of the application's own term.

The application is held while its letters are written, so a submission comes wholly before or after:
who has sent is not reminded.
"""

from django.db import transaction

from applicants.documents import reminder_context
from applicants.labels.letters import REMINDER
from applicants.models import Application, PhaseTerm, Reminder
from applicants.queries import reminders
from calls.models import Window
from wecare.core import clock, events
from wecare.notices.actions import letters
from wecare.notices.enums import ReminderStep


@transaction.atomic
def remind(
    *, application: Application, term: Window | PhaseTerm, step: ReminderStep
) -> Reminder | None:
    """Write the reminder to everyone who writes the draft and wants it; nothing if it is not due."""
    row = _held(application)
    at = clock.now()
    if not reminders.is_due(row, term, step, at):
        return None
    people = reminders.people_to_remind(row, step)
    for person in people:
        letters.write(
            key=f"draft-reminder/{row.pk}/{_mark(term)}/{step.value}/{person.pk}",
            person=person,
            template=REMINDER,
            context=lambda: reminder_context(row, term, at),
            tag=row.call.code,
        )
    reminder = Reminder.objects.create(
        application=row,
        window=term if isinstance(term, Window) else None,
        term=term if isinstance(term, PhaseTerm) else None,
        step=step.value,
        letters=len(people),
        written_at=at,
    )
    events.record(
        "application.reminded", subject=row, actor=None, step=step.value, letters=len(people)
    )
    return reminder


def _mark(term: Window | PhaseTerm) -> str:
    return f"term-{term.pk}" if isinstance(term, PhaseTerm) else str(term.pk)


def _held(application: Application) -> Application:
    held = Application.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("call", "organisation").get(pk=application.pk)
