"""Words of the letters."""

from enum import StrEnum


class LetterState(StrEnum):
    """Where a letter is on its way to the mailbox; the portal shows it in every state."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
