"""The last day of a project, by its start and its months."""

from datetime import date, timedelta
from typing import Any

from funding.engine.interest import months_after

LONGEST = 600  # months: more is no duration of a project


def last_day(start: date, months: Any) -> date | None:
    """The day before the same day of a later month; none where `months` is no duration."""
    if not isinstance(months, int) or not 0 < months <= LONGEST:
        return None
    return months_after(start, months) - timedelta(days=1)
