"""The days of the formal check: when a term ends, when the clock of the procedure stands still.

Terms in days do not count the day they are given, and end with the last instant of the last day; one
that would end on a holiday ends with the next working day (art. 2963 c.c.). Days are those of Italy.
`closes_at` is always the first instant that is too late: midnight after the last day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from evaluation.enums import RequestKind, RequestState

ROME = ZoneInfo("Europe/Rome")
CLARIFICATION_DAYS = 10  # where the call does not say
MOST_CLARIFICATION_DAYS = 30  # art. 2 c. 7 L. 241/1990: the suspension lasts no longer
PROCEDURE_DAYS = 30  # art. 2 c. 2 L. 241/1990, where nothing else is said
AFTER_OBSERVATIONS = timedelta(days=10)  # art. 10-bis L. 241/1990, as D.L. 76/2020 wrote it
_FIXED = frozenset(
    {
        (1, 1),
        (1, 6),
        (4, 25),
        (5, 1),
        (6, 2),
        (8, 15),
        (10, 4),
        (11, 1),
        (12, 8),
        (12, 25),
        (12, 26),
    }
)
_SAINT_FRANCIS_SINCE = 2026  # L. 151/2025
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Span:
    """One request, as far as the clock of the procedure cares. Instants have an offset."""

    kind: RequestKind
    state: RequestState
    asked_at: datetime
    closes_at: datetime
    answered_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """How the term of a procedure stands at an instant: whole days passed, left and suspended."""

    closes_at: datetime
    day: int
    days: int
    left: int
    is_suspended: bool

    @property
    def last_day(self) -> date:
        """The last day on which to decide, in Italy."""
        return (self.closes_at - timedelta.resolution).astimezone(ROME).date()

    @property
    def is_over(self) -> bool:
        return self.left < 0 and not self.is_suspended


def bounds_of_days(said: int | None) -> tuple[int, int]:
    """The days to complete an application: what is proposed, and the most that may be given."""
    if said is None:
        return CLARIFICATION_DAYS, MOST_CLARIFICATION_DAYS
    return said, said


def closes_at(given_at: datetime, days: int) -> datetime:
    """The first instant that is too late for a term of so many days.

    :raises ValueError: if there is not even one day.
    """
    if days < 1:
        raise ValueError("A term has at least one day.")
    last = given_at.astimezone(ROME).date() + timedelta(days=days)
    while is_holiday(last):
        last += timedelta(days=1)
    return end_of(last)


def extended(before: datetime, at: datetime, days: int) -> datetime:
    """The new term: so many days after the last day of the former one, or after today if it is over."""
    return closes_at(max(before - timedelta.resolution, at), days)


def end_of(day: date) -> datetime:
    """The midnight in Italy with which the day is over."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=ROME)


def is_holiday(day: date) -> bool:
    """A Sunday, or a holiday of the whole State (L. 260/1949)."""
    if day.weekday() == _SUNDAY or day == _easter(day.year) + timedelta(days=1):
        return True
    if (day.month, day.day) == (10, 4) and day.year < _SAINT_FRANCIS_SINCE:
        return False
    return (day.month, day.day) in _FIXED


def suspensions(spans: Iterable[Span]) -> tuple[tuple[datetime, datetime], ...]:
    """From when until when the clock stands still, as far as is known by now.

    Clarifications stop it once (art. 2 c. 7 L. 241/1990): further ones do not. Notices of rejection
    suspend it, and it goes on from where it was (art. 10-bis). What overlaps counts once.
    """
    found: list[tuple[datetime, datetime]] = []
    clarified = False
    for span in sorted(spans, key=lambda each: (each.asked_at, each.closes_at)):
        if span.kind is RequestKind.CLARIFICATION:
            if clarified:
                continue
            clarified = True
        until = _until(span)
        if until <= span.asked_at:
            continue
        if found and span.asked_at <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((span.asked_at, until))
    return tuple(found)


def term(started_at: datetime, days: int, spans: Iterable[Span], at: datetime) -> Term:
    """How the term of the procedure stands: its days, those left, whether the clock stands still."""
    stops = suspensions(spans)
    until = closes_at(started_at, days)
    for start, end in stops:
        if start < until:
            until += end - start
    passed = at - started_at - sum((min(e, at) - s for s, e in stops if s < at), timedelta())
    return Term(
        closes_at=until,
        day=max(0, passed.days),
        days=days,
        left=(until - at).days,
        is_suspended=any(start <= at < end for start, end in stops),
    )


def _until(span: Span) -> datetime:
    """The instant from which the clock goes on after this request."""
    ended = span.answered_at or span.closed_at or span.closes_at
    if span.state is RequestState.CANCELLED:
        return ended
    if span.kind is RequestKind.CLARIFICATION:
        most = span.asked_at + timedelta(days=MOST_CLARIFICATION_DAYS)
        return min(ended, span.closes_at, most)
    if span.answered_at is not None:
        return span.answered_at + AFTER_OBSERVATIONS
    return span.closes_at


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
