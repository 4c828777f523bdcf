"""Decrees that grant money, the awards they make, and what those lose."""

from funding.models.award import Award
from funding.models.decree import Decree
from funding.models.exits import (
    Acknowledgment,
    Closure,
    Revocation,
    RevocationFile,
    RevocationObservation,
)
from funding.models.project_change import ProjectChange
from funding.models.recovery import (
    Instalment,
    InstalmentPlan,
    LegalRate,
    Recovery,
    RecoveryPayment,
)
from funding.models.reduction import Reduction

__all__ = [
    "Acknowledgment",
    "Award",
    "Closure",
    "Decree",
    "Instalment",
    "InstalmentPlan",
    "LegalRate",
    "ProjectChange",
    "Recovery",
    "RecoveryPayment",
    "Reduction",
    "Revocation",
    "RevocationFile",
    "RevocationObservation",
]
