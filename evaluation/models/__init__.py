"""Formal checks, panels and their assessments, ranked lists."""

from evaluation.models.admissibility import Admissibility
from evaluation.models.agreement import AgreedScore, Consensus, FurtherAssessor, ScoreCheck
from evaluation.models.assessment import Assessment, Reopening, Score, SignedAssessment
from evaluation.models.panel import Conflict, ConflictDeclaration, Panel, PanelMember
from evaluation.models.ranked_list import RankedList, RankedRow

__all__ = [
    "Admissibility",
    "AgreedScore",
    "Assessment",
    "Conflict",
    "ConflictDeclaration",
    "Consensus",
    "FurtherAssessor",
    "Panel",
    "PanelMember",
    "RankedList",
    "RankedRow",
    "Reopening",
    "Score",
    "ScoreCheck",
    "SignedAssessment",
]
