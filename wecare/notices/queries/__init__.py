"""Reads of letters. Whoever is not the addressee finds nothing."""

from wecare.notices.queries.letters import (
    PAGE,
    Sought,
    inbox,
    letters_to_send,
    oldest_letter_to_send,
    outbox,
    page_before,
    tags_of,
    undelivered_since,
    unread_count,
)

__all__ = [
    "PAGE",
    "Sought",
    "inbox",
    "letters_to_send",
    "oldest_letter_to_send",
    "outbox",
    "page_before",
    "tags_of",
    "undelivered_since",
    "unread_count",
]
