"""Formal checks, panels and their assessments, ranked lists."""

from evaluation.models.admissibility import Admissibility
from evaluation.models.assessment import Assessment, Score
from evaluation.models.conflict import Conflict, ConflictDeclaration
from evaluation.models.panel import Panel, PanelMember
from evaluation.models.ranked_list import RankedList, RankedRow

__all__ = [
    "Admissibility",
    "Assessment",
    "Conflict",
    "ConflictDeclaration",
    "Panel",
    "PanelMember",
    "RankedList",
    "RankedRow",
    "Score",
]
