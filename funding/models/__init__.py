"""Decrees that grant money, the awards they make, and all that happens to those."""

from funding.models.adhesion import Acceptance, AcceptanceReminder, GroupDeed, ProjectStart
from funding.models.aid import AidComponent, AidDivision
from funding.models.award import Award
from funding.models.budget_year import YearPosting, YearShift
from funding.models.checking import ExpenseSample, Indicator, IndicatorValue, OnSiteCheck
from funding.models.conditions import CallConditions, RegisterAnswer, ResolutiveCondition
from funding.models.decree import Decree
from funding.models.dossier import Dossier
from funding.models.exits import (
    Acknowledgment,
    Closure,
    Revocation,
    RevocationFile,
    RevocationObservation,
)
from funding.models.expense import (
    ExpenseDocument,
    ExpenseImport,
    ExpenseLine,
    ExpenseProgress,
    ExpenseReport,
)
from funding.models.guarantee import GuaranteeCall
from funding.models.loan import (
    Disbursement,
    InstalmentReminder,
    LoanInstalment,
    LoanPlan,
    Repayment,
)
from funding.models.payment import (
    PaymentApproval,
    PaymentCheck,
    PaymentFile,
    PaymentRequest,
    Surety,
)
from funding.models.payment_order import OutcomeImport, PaymentOrder, Transfer
from funding.models.payment_plan import (
    PaymentHabit,
    PaymentPlan,
    PlanInstalment,
    SpendingLimit,
    TwoPeopleRule,
)
from funding.models.project_change import ProjectChange, ProjectChangeFile
from funding.models.recovery import (
    InstalmentPlan,
    LegalRate,
    Recovery,
    RecoveryInstalment,
    RecoveryPayment,
)
from funding.models.reduction import Reduction

__all__ = [
    "Acceptance",
    "AcceptanceReminder",
    "Acknowledgment",
    "AidComponent",
    "AidDivision",
    "Award",
    "CallConditions",
    "Closure",
    "Decree",
    "Disbursement",
    "Dossier",
    "ExpenseDocument",
    "ExpenseImport",
    "ExpenseLine",
    "ExpenseProgress",
    "ExpenseReport",
    "ExpenseSample",
    "GroupDeed",
    "GuaranteeCall",
    "Indicator",
    "IndicatorValue",
    "InstalmentPlan",
    "InstalmentReminder",
    "LegalRate",
    "LoanInstalment",
    "LoanPlan",
    "OnSiteCheck",
    "OutcomeImport",
    "PaymentApproval",
    "PaymentCheck",
    "PaymentFile",
    "PaymentHabit",
    "PaymentOrder",
    "PaymentPlan",
    "PaymentRequest",
    "PlanInstalment",
    "ProjectChange",
    "ProjectChangeFile",
    "ProjectStart",
    "Recovery",
    "RecoveryInstalment",
    "RecoveryPayment",
    "Reduction",
    "RegisterAnswer",
    "Repayment",
    "ResolutiveCondition",
    "Revocation",
    "RevocationFile",
    "RevocationObservation",
    "SpendingLimit",
    "Surety",
    "Transfer",
    "TwoPeopleRule",
    "YearPosting",
    "YearShift",
]
