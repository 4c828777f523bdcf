"""Statements that PostgreSQL keeps with their plan, for what is asked thousands of times on one day."""

from contextlib import AbstractContextManager
from typing import Any

import psycopg
from django.db import connection


class _PreparingCursor(psycopg.Cursor[Any]):
    """Prepares each statement the first time; psycopg asks by its name the next."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "_PreparingCursor":
        """As `psycopg.Cursor.execute`."""
        return super().execute(query, params, **{**options, "prepare": True})


def preparing_cursor() -> AbstractContextManager[Any]:
    """Django's own cursor, which counts, logs and names the errors, around one that prepares.

    The values go beside the statement and not in it, so its text must be the same each time. Where
    statements are logged it is Django's own, for what is logged says the values too.
    """
    if connection.queries_logged:
        return connection.cursor()
    connection.ensure_connection()
    wrapper: Any = connection
    found: AbstractContextManager[Any] = wrapper._prepare_cursor(  # noqa: SLF001 -- what `connection.cursor()` does with its own
        _PreparingCursor(connection.connection)
    )
    return found
