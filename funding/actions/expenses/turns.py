"""Whoever charges more of documents that may stand elsewhere too comes one at a time."""

from django.db import connection

_TURN = "expense/send"


def hold_turn() -> None:
    """Wait for whoever sends a report or raises what was accepted, until the commit; before any other lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_TURN])
