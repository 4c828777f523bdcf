"""Words of granted money."""

from enum import StrEnum


class AwardState(StrEnum):
    """Where an award stands."""

    GRANTED = "granted"
    REPLACED = "replaced"
    RELEASED = "released"


class ReductionKind(StrEnum):
    """Why an award that stands gives less."""

    SAVING = "saving"  # spent less than planned: found at the closure
    PARTIAL_REVOCATION = "partial_revocation"


class ReportState(StrEnum):
    """Where an expense report stands."""

    DRAFT = "draft"
    SENT = "sent"
    CHECKED = "checked"
    CLOSED = "closed"


class ExpenseKind(StrEnum):
    """What proves an expense."""

    INVOICE = "invoice"
    RECEIPT = "receipt"
    PAYROLL = "payroll"
    MISSION = "mission"
    DEPRECIATION = "depreciation"
    OTHER = "other"


class LineState(StrEnum):
    """What the office says of a line of expense."""

    TO_CHECK = "to_check"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


class ExpenseImportState(StrEnum):
    """Where a file of expenses stands."""

    WAITING = "waiting"
    RECORDED = "recorded"
    REFUSED = "refused"
    FAILED = "failed"
