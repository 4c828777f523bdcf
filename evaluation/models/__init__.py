"""Formal checks, panels and their assessments, ranked lists."""

from evaluation.models.admissibility import Admissibility
from evaluation.models.assessment import Assessment, Score
from evaluation.models.assignment import Assignment
from evaluation.models.conflict import Conflict, ConflictDeclaration, Recusal, StandIn
from evaluation.models.panel import Panel, PanelChange, PanelMember
from evaluation.models.ranked_list import RankedList, RankedRow
from evaluation.models.session import Attendance, Decision, PanelSession, SignedMinutes

__all__ = [
    "Admissibility",
    "Assessment",
    "Assignment",
    "Attendance",
    "Conflict",
    "ConflictDeclaration",
    "Decision",
    "Panel",
    "PanelChange",
    "PanelMember",
    "PanelSession",
    "RankedList",
    "RankedRow",
    "Recusal",
    "Score",
    "SignedMinutes",
    "StandIn",
]
