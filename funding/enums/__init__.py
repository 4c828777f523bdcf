"""Words of granted money, by what they tell of."""

from funding.enums.aid import (
    GuaranteeCallState,
    InstalmentStep,
    PlanCause,
    RepaymentMethod,
    RequestState,
)
from funding.enums.awards import AwardState, Hand, ReductionKind
from funding.enums.conditions import (
    ConditionKey,
    ConditionReason,
    ConditionState,
    RegisterKind,
    RegisterOutcome,
)
from funding.enums.exits import (
    AcknowledgmentState,
    ChangeKind,
    ChangeState,
    PlanState,
    RecoveryState,
    RevocationState,
)
from funding.enums.expenses import ExpenseImportState, ExpenseKind, LineState, ReportState
from funding.enums.payments import InstalmentKind, PaymentOutcome, PaymentState

__all__ = [
    "AcknowledgmentState",
    "AwardState",
    "ChangeKind",
    "ChangeState",
    "ConditionKey",
    "ConditionReason",
    "ConditionState",
    "ExpenseImportState",
    "ExpenseKind",
    "GuaranteeCallState",
    "Hand",
    "InstalmentKind",
    "InstalmentStep",
    "LineState",
    "PaymentOutcome",
    "PaymentState",
    "PlanCause",
    "PlanState",
    "RecoveryState",
    "ReductionKind",
    "RegisterKind",
    "RegisterOutcome",
    "RepaymentMethod",
    "ReportState",
    "RequestState",
    "RevocationState",
]
