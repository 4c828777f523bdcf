"""Formal checks, panels and their assessments, ranked lists."""

from evaluation.models.admissibility import Admissibility
from evaluation.models.assessment import Assessment, Score
from evaluation.models.panel import Conflict, ConflictDeclaration, Panel, PanelMember
from evaluation.models.ranked_list import RankedList, RankedRow
from evaluation.models.scenario import Scenario

__all__ = [
    "Admissibility",
    "Assessment",
    "Conflict",
    "ConflictDeclaration",
    "Panel",
    "PanelMember",
    "RankedList",
    "RankedRow",
    "Scenario",
    "Score",
]
