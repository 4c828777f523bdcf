"""The one clock."""

from datetime import UTC, datetime, timedelta
from typing import Any, Never

import pytest
from django.db import connection, transaction

from wecare.core import clock

MOMENT = datetime(2026, 11, 23, 10, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.django_db
def test_the_clock_goes_on_inside_a_transaction() -> None:
    first = clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.01)")

    assert clock.now() >= first + timedelta(milliseconds=10)


@pytest.mark.django_db
def test_the_clock_stands_still_in_a_demonstration_and_goes_on_after(settings: Any) -> None:
    settings.DEMONSTRATION = True

    with clock.demonstration_time(MOMENT) as hand:
        assert (clock.now(), clock.now()) == (MOMENT, MOMENT)
        hand.move_to(MOMENT + timedelta(microseconds=1))
        assert clock.now() == datetime(2026, 11, 23, 11, 0, tzinfo=UTC)

    assert abs(clock.now() - clock.process_instant()) < timedelta(minutes=5)


@pytest.mark.django_db
def test_the_clock_is_put_back_when_the_demonstration_breaks(settings: Any) -> Never:
    settings.DEMONSTRATION = True

    with pytest.raises(ZeroDivisionError), clock.demonstration_time(MOMENT):
        raise ZeroDivisionError

    assert clock.now() != MOMENT


@pytest.mark.django_db(transaction=True)
def test_others_never_see_the_moved_clock(settings: Any) -> None:
    settings.DEMONSTRATION = True
    other = connection.copy()

    with transaction.atomic(), clock.demonstration_time(MOMENT):
        with other.cursor() as cursor:
            cursor.execute("SELECT wecare_clock()")
            seen = cursor.fetchone()[0]
        assert clock.now() == MOMENT
    other.close()

    assert seen != MOMENT


@pytest.mark.django_db
def test_the_clock_is_not_moved_outside_a_demonstration(settings: Any) -> None:
    settings.DEMONSTRATION = False

    with pytest.raises(RuntimeError, match="demonstration"), clock.demonstration_time(MOMENT):
        pass


@pytest.mark.django_db(transaction=True)
def test_the_clock_is_not_moved_outside_a_transaction(settings: Any) -> None:
    settings.DEMONSTRATION = True

    with pytest.raises(RuntimeError, match="transaction"), clock.demonstration_time(MOMENT):
        pass


@pytest.mark.django_db
def test_a_moment_without_an_offset_is_refused(settings: Any) -> None:
    settings.DEMONSTRATION = True

    with pytest.raises(ValueError, match="offset"), clock.demonstration_time(datetime(2026, 1, 1)):  # noqa: DTZ001 -- the point of the test
        pass
