"""A term as its source finds it, before the page asks whose it is."""

from dataclasses import dataclass
from datetime import date, datetime, time

from wecare.core.fields import ROME

MOST = 300  # terms of a page


@dataclass(frozen=True, slots=True)
class Due:
    """A term of a sent application: `key` never changes, `waits_for` is who has to do something."""

    key: str
    at: datetime
    what: str
    submission: int
    url: str
    waits_for: str = ""


def end_of(day: date) -> datetime:
    """The last second of the day in Italy."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=ROME)
