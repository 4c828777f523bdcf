"""How far an import is, and that its worker is alive."""

from datetime import timedelta

from calls.enums import ImportStage
from wecare.core import aside

LEASE = timedelta(seconds=20)  # without a word from its worker an import is free for another
_TELL = """
UPDATE calls_importprogress
SET stage = %s, done = %s, claimed_until = wecare_clock() + make_interval(secs => %s)
WHERE of_id = %s
"""


class Aside(aside.Aside):
    """Tells how many rows are done, now and then, and renews the lease with it."""

    def __init__(self, import_id: int) -> None:
        super().__init__()
        self._import_id = import_id
        self._stage = ImportStage.READING

    def begin(self, stage: ImportStage) -> None:
        """Say that this stage begins."""
        self._stage = stage
        self.tell(0, at_once=True)

    def tell(self, done: int, *, at_once: bool = False) -> None:
        """Say how many rows are done in this stage."""
        told = [self._stage.value, done, LEASE.total_seconds(), self._import_id]
        self.say(_TELL, told, at_once=at_once)
