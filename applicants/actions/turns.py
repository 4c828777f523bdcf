"""Turns: of those who send at once, each counts after the one before has finished."""

from collections.abc import Collection

from django.db import connection

from calls.models import Call


def hold_turns(call: Call, counted: Collection[str]) -> None:
    """Wait for everybody who is sending with one of the same things counted, until the commit.

    All take their turns in one order, so nobody waits for whoever waits for them.
    """
    if not counted:
        return
    names = [f"turn/{call.pk}/{each}" for each in counted]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(turn) FROM (SELECT DISTINCT hashtextextended(name, 0)"
            " AS turn FROM unnest(%s::text[]) AS name ORDER BY turn OFFSET 0) AS turns",
            [names],
        )
