"""Decrees that grant money, the awards they make, and all that happens to those."""

from funding.models.aid import AidComponent, AidDivision
from funding.models.award import Award
from funding.models.decree import Decree
from funding.models.exits import Acknowledgment, Closure, Revocation, RevocationFile, RevocationObservation
from funding.models.guarantee import GuaranteeCall
from funding.models.loan import Disbursement, Instalment, LoanPlan, Repayment
from funding.models.payment import PaymentApproval, PaymentCheck, PaymentFile, PaymentRequest, Surety
from funding.models.payment_order import OutcomeImport, PaymentOrder, Transfer
from funding.models.payment_plan import Instalment, PaymentHabit, PaymentPlan, SpendingLimit, TwoPeopleRule
from funding.models.project_change import ProjectChange
from funding.models.recovery import InstalmentPlan, LegalRate, Recovery, RecoveryInstalment, RecoveryPayment
from funding.models.reduction import Reduction

__all__ = [
    "Acknowledgment",
    "AidComponent",
    "AidDivision",
    "Award",
    "Closure",
    "Decree",
    "Disbursement",
    "GuaranteeCall",
    "Instalment",
    "Instalment",
    "InstalmentPlan",
    "LegalRate",
    "LoanPlan",
    "OutcomeImport",
    "PaymentApproval",
    "PaymentCheck",
    "PaymentFile",
    "PaymentHabit",
    "PaymentOrder",
    "PaymentPlan",
    "PaymentRequest",
    "ProjectChange",
    "Recovery",
    "RecoveryInstalment",
    "RecoveryPayment",
    "Reduction",
    "Repayment",
    "Revocation",
    "RevocationFile",
    "RevocationObservation",
    "SpendingLimit",
    "Surety",
    "Transfer",
    "TwoPeopleRule",
]
