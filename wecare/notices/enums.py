"""Words of the letters."""

from enum import StrEnum


class LetterState(StrEnum):
    """Where a letter is on its way to the mailbox; the inbox shows it unless it is held or cancelled."""

    HELD = "held"  # written by the office, not confirmed yet
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    KEPT = "kept"  # only in the portal: nothing leaves
    CANCELLED = "cancelled"


class Channel(StrEnum):
    """By which way a letter leaves the portal."""

    EMAIL = "email"
    PEC = "pec"  # posta elettronica certificata, D.P.R. 68/2005
    PORTAL = "portal"


class LetterKind(StrEnum):
    """What a letter is for: it decides what a person may do without."""

    FORMAL = "formal"  # of an administrative procedure: always leaves
    NEWS = "news"
    REMINDER = "reminder"


class ReminderStep(StrEnum):
    """How long before a term a reminder is written."""

    WEEK = "week"
    DAYS = "days"
    HOURS = "hours"


class ReceiptKind(StrEnum):
    """What the mail system says of a letter; the PEC's words are those of X-Ricevuta."""

    ACCEPTED = "accettazione"
    NOT_ACCEPTED = "non-accettazione"
    TAKEN_OVER = "presa-in-carico"
    DELIVERED = "avvenuta-consegna"
    WARNING = "preavviso-errore-consegna"
    NOT_DELIVERED = "errore-consegna"
    VIRUS = "rilevazione-virus"
    BOUNCE = "bounce"  # of plain e-mail: RFC 3464


class DeliveryState(StrEnum):
    """What the receipts of a letter say together."""

    UNKNOWN = ""
    ACCEPTED = "accepted"
    LATE = "late"
    DELIVERED = "delivered"
    NOT_ACCEPTED = "not_accepted"
    NOT_DELIVERED = "not_delivered"


class MailingState(StrEnum):
    """Where a letter to many is."""

    DRAFT = "draft"
    HELD = "held"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
