"""Formal checks, panels and their assessments, ranked lists."""

from evaluation.models.admissibility import Admissibility
from evaluation.models.assessment import Assessment, Score
from evaluation.models.formal_answer import PointFile, PointText, RequestAnswer
from evaluation.models.formal_check import CheckLine, FormalCheck
from evaluation.models.formal_request import (
    FormalRequest,
    PointReading,
    RequestPoint,
    TermExtension,
)
from evaluation.models.formal_sample import CheckSample, SampledCheck
from evaluation.models.panel import Conflict, ConflictDeclaration, Panel, PanelMember
from evaluation.models.ranked_list import RankedList, RankedRow

__all__ = [
    "Admissibility",
    "Assessment",
    "CheckLine",
    "CheckSample",
    "Conflict",
    "ConflictDeclaration",
    "FormalCheck",
    "FormalRequest",
    "Panel",
    "PanelMember",
    "PointFile",
    "PointReading",
    "PointText",
    "RankedList",
    "RankedRow",
    "RequestAnswer",
    "RequestPoint",
    "SampledCheck",
    "Score",
    "TermExtension",
]
