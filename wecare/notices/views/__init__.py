"""Pages of the letters."""

from wecare.notices.views.inbox import InboxView, LetterView
from wecare.notices.views.outbox import OutboxView, RetryView

__all__ = ["InboxView", "LetterView", "OutboxView", "RetryView"]
