from datetime import UTC, datetime, timedelta

import pytest

from wecare.notices.engine.reminders import FARTHEST, ROME, reminder_at, step_due
from wecare.notices.enums import ReminderStep

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ROME).astimezone(UTC)
MOMENT = timedelta(microseconds=1)


def test_one_reminder_at_a_time_and_late_only_the_one_that_still_makes_sense() -> None:
    week, days, hours = (reminder_at(NOON, step) for step in ReminderStep)

    assert [
        step_due(NOON, at)
        for at in (
            week - MOMENT, week, days - MOMENT, days, hours - MOMENT, hours, NOON - MOMENT, NOON,
        )
    ] == [
        None, ReminderStep.WEEK, ReminderStep.WEEK, ReminderStep.DAYS, ReminderStep.DAYS,
        ReminderStep.HOURS, ReminderStep.HOURS, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("deadline", "before"),
    [
        (datetime(2026, 10, 27, 12, 0, tzinfo=ROME), datetime(2026, 10, 20, 12, 0, tzinfo=ROME)),
        (datetime(2026, 3, 30, 12, 0, tzinfo=ROME), datetime(2026, 3, 23, 12, 0, tzinfo=ROME)),
    ],
    ids=["the clocks go back", "the clocks go forward"],
)
def test_a_week_before_noon_is_noon_also_when_the_clocks_change(
    deadline: datetime, before: datetime
) -> None:
    due = reminder_at(deadline.astimezone(UTC), ReminderStep.WEEK)

    assert due == before.astimezone(UTC)
    assert deadline.astimezone(UTC) - due != timedelta(days=7)


def test_three_hours_are_true_hours_in_the_night_that_has_one_more() -> None:
    deadline = datetime(2026, 10, 25, 3, 30, tzinfo=ROME).astimezone(UTC)

    due = reminder_at(deadline, ReminderStep.HOURS)

    assert deadline - due == timedelta(hours=3)
    assert due.astimezone(ROME).replace(tzinfo=None) == datetime(2026, 10, 25, 1, 30)  # noqa: DTZ001 -- what the clock on the wall shows


def test_no_reminder_is_due_farther_away_than_the_query_looks() -> None:
    for day in range(365):
        deadline = datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
        assert deadline - reminder_at(deadline, ReminderStep.WEEK) < FARTHEST
