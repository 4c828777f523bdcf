"""The states of a letter, and when the next attempt is due. Plain values, no clock."""

from datetime import timedelta

from wecare.core.lifecycle import Lifecycle, Step
from wecare.notices.enums import LetterState, MailingState

LETTER = Lifecycle(
    "letter",
    LetterState.QUEUED,
    (
        Step("send", frozenset({LetterState.QUEUED}), LetterState.SENT),
        Step("give_up", frozenset({LetterState.QUEUED}), LetterState.FAILED),
        Step("retry", frozenset({LetterState.FAILED}), LetterState.QUEUED),
        Step("confirm", frozenset({LetterState.HELD}), LetterState.QUEUED),
        Step("keep", frozenset({LetterState.HELD}), LetterState.KEPT),
        Step("cancel", frozenset({LetterState.HELD}), LetterState.CANCELLED),
    ),
)
MAILING = Lifecycle(
    "mailing",
    MailingState.DRAFT,
    (
        Step("hold", frozenset({MailingState.DRAFT}), MailingState.HELD),
        Step("confirm", frozenset({MailingState.HELD}), MailingState.CONFIRMED),
        Step("cancel", frozenset({MailingState.DRAFT, MailingState.HELD}), MailingState.CANCELLED),
    ),
)
UNSEEN = frozenset({LetterState.HELD, LetterState.CANCELLED})  # no inbox shows them

# how long to wait after each attempt; a mail server that is down for a day loses nothing
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
MAXIMUM_ATTEMPTS = len(WAITS)


def wait_after(attempts: int) -> timedelta:
    """How long to wait once so many attempts were begun."""
    return WAITS[min(max(attempts, 1), MAXIMUM_ATTEMPTS) - 1]


def is_last(attempts: int) -> bool:
    """Whether no further attempt follows on its own."""
    return attempts >= MAXIMUM_ATTEMPTS
