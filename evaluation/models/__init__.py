"""Formal checks, panels and their assessments, ranked lists."""

from evaluation.models.admissibility import Admissibility
from evaluation.models.agreement import AgreedScore, Consensus, FurtherAssessor, ScoreCheck
from evaluation.models.assessment import Assessment, Reopening, Score, SignedAssessment
from evaluation.models.assignment import Assignment
from evaluation.models.conflict import Conflict, ConflictDeclaration, Recusal, StandIn
from evaluation.models.panel import Panel, PanelChange, PanelMember
from evaluation.models.ranked_list import RankedList, RankedRow
from evaluation.models.session import Attendance, Decision, PanelSession, SignedMinutes

__all__ = [
    "Admissibility",
    "AgreedScore",
    "Assessment",
    "Assignment",
    "Attendance",
    "Conflict",
    "ConflictDeclaration",
    "Consensus",
    "Decision",
    "FurtherAssessor",
    "Panel",
    "PanelChange",
    "PanelMember",
    "PanelSession",
    "RankedList",
    "RankedRow",
    "Recusal",
    "Reopening",
    "Score",
    "ScoreCheck",
    "SignedAssessment",
    "SignedMinutes",
    "StandIn",
]
