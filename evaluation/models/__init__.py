"""Formal checks, panels and their assessments, ranked lists."""

from evaluation.models.admissibility import Admissibility
from evaluation.models.agreement import AgreedScore, Consensus, FurtherAssessor, ScoreCheck
from evaluation.models.assessment import Assessment, Reopening, Score, SignedAssessment
from evaluation.models.assignment import Assignment
from evaluation.models.conflict import Conflict, ConflictDeclaration, Recusal, StandIn
from evaluation.models.panel import Panel, PanelChange, PanelMember
from evaluation.models.ranked_list import RankedList, RankedRow

__all__ = [
    "Admissibility",
    "AgreedScore",
    "Assessment",
    "Assignment",
    "Conflict",
    "ConflictDeclaration",
    "Consensus",
    "FurtherAssessor",
    "Panel",
    "PanelChange",
    "PanelMember",
    "RankedList",
    "RankedRow",
    "Recusal",
    "Reopening",
    "Score",
    "ScoreCheck",
    "SignedAssessment",
    "StandIn",
]
