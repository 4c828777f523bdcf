"""Words of the kernel."""

from enum import StrEnum


class DocumentState(StrEnum):
    """Where a document is on its way to paper."""

    PENDING = "pending"
    RENDERED = "rendered"
    FAILED = "failed"


class ScanState(StrEnum):
    """What is known of a file that came from outside."""

    WAITING = "waiting"
    CLEAN = "clean"
    QUARANTINED = "quarantined"


class ArchiveState(StrEnum):
    """How far an archive that a worker writes is."""

    ASKED = "asked"
    READY = "ready"
    FAILED = "failed"
    EXPIRED = "expired"
