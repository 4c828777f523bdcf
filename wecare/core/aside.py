"""What must be seen while the transaction of the work runs, through a connection of its own.

There every statement is committed at once. The rows it writes are nobody else's to lock.
"""

import time
from collections.abc import Sequence
from typing import Self

from django.db import connection

_PAUSE = 0.5  # seconds between two words


class Aside:
    """Says how far the work is, now and then; whoever extends it knows the row to write."""

    def __init__(self) -> None:
        self._connection = connection.copy()
        self._told_at = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self._connection.close()

    def say(
        self, statement: str, values: Sequence[int | str | float], *, at_once: bool = False
    ) -> None:
        """Write a word, unless one was written half a second ago."""
        now = time.monotonic()
        if not at_once and now - self._told_at < _PAUSE:
            return
        self._told_at = now
        with self._connection.cursor() as cursor:
            cursor.execute(statement, values)
