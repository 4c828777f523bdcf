"""When a reminder of a deadline is due.

Days are counted on the wall clock of Italy (a week before noon is noon, also when the clocks change
in between), hours are true hours.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from wecare.notices.enums import ReminderStep

ROME = ZoneInfo("Europe/Rome")
_DAYS = {ReminderStep.WEEK: 7, ReminderStep.DAYS: 2}
_HOURS = 3
FARTHEST = timedelta(days=8)  # no reminder is due earlier, whatever the clocks do


def reminder_at(deadline: datetime, step: ReminderStep) -> datetime:
    """The instant from which this reminder of the deadline makes sense."""
    if step is ReminderStep.HOURS:
        return deadline - timedelta(hours=_HOURS)
    return (deadline.astimezone(ROME) - timedelta(days=_DAYS[step])).astimezone(UTC)


def step_due(deadline: datetime, at: datetime) -> ReminderStep | None:
    """The one reminder that makes sense at this instant: the last whose time has come.

    None before the first of them and from the deadline on.
    """
    if at >= deadline:
        return None
    due = [step for step in ReminderStep if reminder_at(deadline, step) <= at]
    return due[-1] if due else None
