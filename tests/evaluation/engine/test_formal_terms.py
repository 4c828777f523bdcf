"""The days of the formal check: when a term ends, and when the clock of the procedure stands still."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.engine import formal_terms
from evaluation.engine.formal_terms import Span, closes_at, extended, is_holiday, suspensions, term
from evaluation.enums import RequestKind, RequestState

ROME = ZoneInfo("Europe/Rome")
DAY = timedelta(days=1)
CLARIFICATION, REJECTION = RequestKind.CLARIFICATION, RequestKind.REJECTION
OPEN, ANSWERED = RequestState.OPEN, RequestState.ANSWERED


def rome(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ROME)


@pytest.mark.parametrize(
    ("given_at", "days", "too_late"),
    [
        (rome(11, 23, 9), 10, rome(12, 4)),
        (rome(11, 23, 23, 59), 10, rome(12, 4)),
        (rome(11, 26, 9), 10, rome(12, 8)),  # the 6th is a Sunday
        (rome(11, 28, 9), 10, rome(12, 10)),  # the 8th is a holiday
        (rome(12, 15, 9), 10, rome(12, 29)),  # Christmas, Saint Stephen, a Sunday
        (rome(3, 26, 9), 10, rome(4, 8)),  # Easter and its Monday
        (rome(10, 20, 9), 5, rome(10, 27)),  # across the end of summer time, and a Sunday
    ],
    ids=["plain", "last minute", "Sunday", "holiday", "Christmas", "Easter", "hour changes"],
)
def test_a_term_ends_with_the_midnight_after_its_last_day(
    given_at: datetime, days: int, too_late: datetime
) -> None:
    assert closes_at(given_at.astimezone(UTC), days) == too_late


def test_a_term_has_at_least_one_day() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        closes_at(rome(11, 23), 0)


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2026, 4, 6), True),
        (date(2027, 3, 29), True),
        (date(2026, 4, 3), False),
        (date(2027, 10, 4), True),
        (date(2024, 10, 4), False),
        (date(2026, 12, 8), True),
        (date(2026, 12, 5), False),
    ],
    ids=[
        "Easter Monday",
        "another",
        "Good Friday",
        "since L. 151/2025",
        "before",
        "8th",
        "Saturday",
    ],
)
def test_holidays_are_those_of_the_state(day: date, holiday: bool) -> None:
    assert is_holiday(day) is holiday


def test_more_time_counts_from_the_term_or_from_today_where_it_is_over() -> None:
    before = rome(12, 4)  # the last day is the 3rd

    assert extended(before, rome(11, 25, 9), 5) == rome(12, 10)  # the 8th is a holiday
    assert extended(before, rome(12, 10, 9), 5) == rome(12, 16)


def test_the_clock_stands_still_until_the_answer_or_the_term() -> None:
    asked, late = rome(11, 23, 9), rome(12, 4)
    waiting = Span(CLARIFICATION, OPEN, asked, late)
    came = Span(CLARIFICATION, ANSWERED, asked, late, answered_at=rome(11, 30, 9))
    silent = Span(CLARIFICATION, RequestState.LAPSED, asked, late, closed_at=rome(12, 20))

    assert suspensions([waiting]) == ((asked, late),)
    assert suspensions([came]) == ((asked, rome(11, 30, 9)),)
    assert suspensions([silent]) == ((asked, late),)


def test_a_second_clarification_stops_nothing_and_none_stops_for_more_than_thirty_days() -> None:
    first = Span(CLARIFICATION, OPEN, rome(3, 2), rome(3, 2) + 50 * DAY)
    second = Span(CLARIFICATION, OPEN, rome(8, 3), rome(8, 14))

    assert suspensions([second, first]) == ((rome(3, 2), rome(3, 2) + 30 * DAY),)


def test_a_notice_suspends_and_the_clock_goes_on_ten_days_after_the_observations() -> None:
    asked, late = rome(11, 23, 9), rome(12, 4)
    came = Span(REJECTION, ANSWERED, asked, late, answered_at=rome(11, 30, 9))
    silent = Span(REJECTION, RequestState.LAPSED, asked, late, closed_at=rome(12, 20))
    taken_back = Span(REJECTION, RequestState.CANCELLED, asked, late, closed_at=rome(11, 24, 9))

    assert suspensions([came]) == ((asked, rome(12, 10, 9)),)
    assert suspensions([silent]) == ((asked, late),)
    assert suspensions([taken_back]) == ((asked, rome(11, 24, 9)),)


def test_it_is_suspended_and_not_begun_again() -> None:
    started, asked = rome(2, 2, 9), rome(2, 12, 9)
    notice = Span(REJECTION, ANSWERED, asked, rome(2, 24), answered_at=rome(2, 13, 9))

    before = term(started, 30, [], asked)
    meanwhile = term(started, 30, [notice], rome(2, 20, 9))
    after = term(started, 30, [notice], rome(2, 25, 9))

    assert (before.day, before.is_suspended) == (10, False)
    assert (meanwhile.day, meanwhile.is_suspended) == (10, True)
    assert (after.day, after.is_suspended) == (12, False)
    assert after.closes_at == before.closes_at + 11 * DAY


def test_what_overlaps_counts_once() -> None:
    one = Span(CLARIFICATION, OPEN, rome(2, 2), rome(2, 13))
    other = Span(REJECTION, OPEN, rome(2, 10), rome(2, 21))

    assert suspensions([other, one]) == ((rome(2, 2), rome(2, 21)),)


@given(
    st.integers(0, 4000 * 86400).map(
        lambda n: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=n)
    ),
    st.integers(1, 60),
)
def test_every_term_ends_with_a_working_day_and_gives_its_days_whole(
    given_at: datetime, days: int
) -> None:
    ends = closes_at(given_at, days).astimezone(ROME)
    last = (ends - timedelta(seconds=1)).date()

    assert (ends.hour, ends.minute) == (0, 0)
    assert not is_holiday(last)
    assert days <= (last - given_at.astimezone(ROME).date()).days <= days + 4
    assert closes_at(given_at, days + 1) >= closes_at(given_at, days)


def test_the_days_proposed_are_those_of_the_call_or_of_the_law() -> None:
    assert formal_terms.bounds_of_days(None) == (10, 30)
    assert formal_terms.bounds_of_days(7) == (7, 7)
