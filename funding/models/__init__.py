"""Decrees that grant money, the awards they make, what those lose, and how they are paid."""

from funding.models.award import Award
from funding.models.decree import Decree
from funding.models.payment import (
    PaymentApproval,
    PaymentCheck,
    PaymentFile,
    PaymentRequest,
    Surety,
)
from funding.models.payment_order import OutcomeImport, PaymentOrder, Transfer
from funding.models.payment_plan import (
    Instalment,
    PaymentHabit,
    PaymentPlan,
    SpendingLimit,
    TwoPeopleRule,
)
from funding.models.reduction import Reduction

__all__ = [
    "Award",
    "Decree",
    "Instalment",
    "OutcomeImport",
    "PaymentApproval",
    "PaymentCheck",
    "PaymentFile",
    "PaymentHabit",
    "PaymentOrder",
    "PaymentPlan",
    "PaymentRequest",
    "Reduction",
    "SpendingLimit",
    "Surety",
    "Transfer",
    "TwoPeopleRule",
]
