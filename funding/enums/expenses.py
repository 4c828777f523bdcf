"""Words of expense reports."""

from enum import StrEnum


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
