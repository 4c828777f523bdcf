"""The one clock: the database's. Deadlines, triggers and events all read `wecare_clock()`.

It is the wall clock at the moment of reading, never the start of the transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import DateTimeField, Func
from django.utils import timezone

TRUE_CLOCK = "SELECT clock_timestamp()"


def now() -> datetime:
    """The instant, read from the database this very moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wecare_clock()")
        instant: datetime = cursor.fetchone()[0]
    return instant


def today() -> date:
    """The day of `now()` in Italy: for an hour or two after midnight it is not the day of UTC."""
    return timezone.localdate(now())


class Clock(Func):
    """The instant of `now()` as an expression, for whoever is asking the database already."""

    function = "wecare_clock"
    output_field = DateTimeField()


def process_instant() -> datetime:
    """The instant by this machine's clock: for headers and logs, never for a decision."""
    return datetime.now(UTC)


class DemonstrationTime:
    """The hand that moves the database's clock; it stands still between two moves."""

    def move_to(self, instant: datetime) -> None:
        """Make `wecare_clock()` answer this instant.

        :raises ValueError: if the instant has no offset.
        """
        if instant.utcoffset() is None:
            raise ValueError("A demonstration instant needs an offset.")
        text = instant.astimezone(UTC).isoformat(timespec="microseconds")
        _define(f"SELECT TIMESTAMPTZ '{text}'")


@contextmanager
def demonstration_time(start: datetime) -> Iterator[DemonstrationTime]:
    """Stop the database's clock at `start`, for this transaction only.

    Others never see it: the function is replaced inside a transaction and put back before its end.

    :raises RuntimeError: if this is no demonstration, or there is no transaction.
    """
    if not settings.DEMONSTRATION:
        raise RuntimeError("The clock is moved only in a demonstration (DEMONSTRATION=true).")
    if not connection.in_atomic_block:
        raise RuntimeError("The clock is moved only inside a transaction.")
    hand = DemonstrationTime()
    with transaction.atomic():  # an exception undoes the replacement
        hand.move_to(start)
        yield hand
        _define(TRUE_CLOCK)


def _define(body: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION wecare_clock() RETURNS timestamptz"
            f" LANGUAGE sql VOLATILE AS $clock$ {body} $clock$"
        )
