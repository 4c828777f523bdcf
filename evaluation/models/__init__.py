"""Formal checks, panels and their assessments, ranked lists."""

from evaluation.models.admissibility import Admissibility
from evaluation.models.announcement import Announcement
from evaluation.models.assessment import Assessment, Score
from evaluation.models.leaving import Departure, OfferAnswer
from evaluation.models.observation import Observation, ObservationFile
from evaluation.models.panel import Conflict, ConflictDeclaration, Panel, PanelMember
from evaluation.models.ranked_list import RankedList, RankedRow

__all__ = [
    "Admissibility",
    "Announcement",
    "Assessment",
    "Conflict",
    "ConflictDeclaration",
    "Departure",
    "Observation",
    "ObservationFile",
    "OfferAnswer",
    "Panel",
    "PanelMember",
    "RankedList",
    "RankedRow",
    "Score",
]
