"""Decrees that grant money, the awards they make, in which forms, and what those lose."""

from funding.models.aid import AidComponent, AidDivision
from funding.models.award import Award
from funding.models.decree import Decree
from funding.models.guarantee import GuaranteeCall
from funding.models.loan import Disbursement, Instalment, LoanPlan, Repayment
from funding.models.reduction import Reduction

__all__ = [
    "AidComponent",
    "AidDivision",
    "Award",
    "Decree",
    "Disbursement",
    "GuaranteeCall",
    "Instalment",
    "LoanPlan",
    "Reduction",
    "Repayment",
]
