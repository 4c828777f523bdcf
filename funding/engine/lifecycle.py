"""The lives of an award, born granted with its decree, and of what is asked of it, changes or ends it."""

from funding.enums import AwardState, ChangeState, PaymentState, ReportState, RevocationState
from wecare.core.lifecycle import Lifecycle, Step

_STATE = PaymentState
AWARD = Lifecycle(
    "award",
    AwardState.GRANTED,
    (
        Step("replace", frozenset({AwardState.GRANTED}), AwardState.REPLACED),
        Step("release", frozenset({AwardState.GRANTED}), AwardState.RELEASED),
    ),
)
PROJECT_CHANGE = Lifecycle(
    "project_change",
    ChangeState.ASKED,
    (
        Step("take_note", frozenset({ChangeState.NOTICED}), ChangeState.NOTED),
        Step("object", frozenset({ChangeState.NOTICED}), ChangeState.OBJECTED),
        Step("approve", frozenset({ChangeState.ASKED}), ChangeState.APPROVED),
        Step("refuse", frozenset({ChangeState.ASKED}), ChangeState.REFUSED),
        Step("withdraw", frozenset({ChangeState.ASKED}), ChangeState.WITHDRAWN),
    ),
)
REVOCATION = Lifecycle(
    "revocation",
    RevocationState.NOTICED,
    (
        Step("assess", frozenset({RevocationState.NOTICED}), RevocationState.ASSESSED),
        Step(
            "drop",
            frozenset({RevocationState.NOTICED, RevocationState.ASSESSED}),
            RevocationState.DROPPED,
        ),
        Step("carry_out", frozenset({RevocationState.ASSESSED}), RevocationState.DONE),
    ),
)
PAYMENT = Lifecycle(
    "payment",
    _STATE.ASKED,
    (
        Step("check", frozenset({_STATE.ASKED}), _STATE.CHECKED),
        Step(
            "return",
            frozenset({_STATE.ASKED, _STATE.CHECKED, _STATE.APPROVED}),
            _STATE.RETURNED,
        ),
        Step("resend", frozenset({_STATE.RETURNED}), _STATE.ASKED),
        Step("withdraw", frozenset({_STATE.ASKED, _STATE.RETURNED}), _STATE.WITHDRAWN),
        Step("refuse", frozenset({_STATE.CHECKED}), _STATE.ASKED),
        Step("approve", frozenset({_STATE.CHECKED}), _STATE.APPROVED),
        Step("order", frozenset({_STATE.APPROVED}), _STATE.ORDERED),
        Step("execute", frozenset({_STATE.ORDERED}), _STATE.PAID),
        Step("reject", frozenset({_STATE.ORDERED}), _STATE.RETURNED),
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
