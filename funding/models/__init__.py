"""Decrees that grant money, the awards they make, what those lose, and on what conditions they stand."""

from funding.models.adhesion import Acceptance, AcceptanceReminder, GroupDeed, ProjectStart
from funding.models.award import Award
from funding.models.conditions import CallConditions, RegisterAnswer
from funding.models.decree import Decree
from funding.models.reduction import Reduction

__all__ = [
    "Acceptance",
    "AcceptanceReminder",
    "Award",
    "CallConditions",
    "Decree",
    "GroupDeed",
    "ProjectStart",
    "Reduction",
    "RegisterAnswer",
]
