"""What must be seen while the transaction of the work runs: how far it is, and that it is alive.

It goes through a connection of its own, where every statement is committed at once. The rows it
writes are nobody else's to lock.
"""

import time
from datetime import timedelta
from types import TracebackType
from typing import Self

from django.db import connection

from calls.enums import ImportStage

LEASE = timedelta(seconds=20)  # without a word from its worker an import is free for another
_PAUSE = 0.5  # seconds between two words
_TELL = """
UPDATE calls_importprogress
SET stage = %s, done = %s, claimed_until = wecare_clock() + make_interval(secs => %s)
WHERE of_id = %s
"""


class Aside:
    """Tells how many rows are done, now and then, and renews the lease with it."""

    def __init__(self, import_id: int) -> None:
        self._import_id = import_id
        self._connection = connection.copy()
        self._stage = ImportStage.READING
        self._told_at = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def begin(self, stage: ImportStage) -> None:
        """Say that this stage begins."""
        self._stage, self._told_at = stage, 0.0
        self.tell(0)

    def tell(self, done: int) -> None:
        """Say how many rows are done in this stage."""
        now = time.monotonic()
        if now - self._told_at < _PAUSE:
            return
        self._told_at = now
        with self._connection.cursor() as cursor:
            cursor.execute(_TELL, [self._stage.value, done, LEASE.total_seconds(), self._import_id])
