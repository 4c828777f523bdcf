"""The lives of an award, born granted with its decree, and of an expense report."""

from funding.enums import AwardState, ReportState
from wecare.core.lifecycle import Lifecycle, Step

AWARD = Lifecycle(
    "award",
    AwardState.GRANTED,
    (
        Step("replace", frozenset({AwardState.GRANTED}), AwardState.REPLACED),
        Step("release", frozenset({AwardState.GRANTED}), AwardState.RELEASED),
    ),
)
EXPENSE_REPORT = Lifecycle(
    "expense_report",
    ReportState.DRAFT,
    (
        Step("send", frozenset({ReportState.DRAFT}), ReportState.SENT),
        Step("conclude", frozenset({ReportState.SENT}), ReportState.CHECKED),
        Step("reopen", frozenset({ReportState.CHECKED}), ReportState.SENT),
        Step("close", frozenset({ReportState.CHECKED}), ReportState.CLOSED),
    ),
)
