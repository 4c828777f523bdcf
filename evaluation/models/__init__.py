"""Formal checks, panels and their assessments, ranked lists."""

from evaluation.models.access import DocumentAccess
from evaluation.models.admissibility import Admissibility
from evaluation.models.agreement import AgreedScore, Consensus, FurtherAssessor, ScoreCheck
from evaluation.models.announcement import Announcement
from evaluation.models.assessment import Assessment, Reopening, Score, SignedAssessment
from evaluation.models.assignment import Assignment
from evaluation.models.conflict import Conflict, ConflictDeclaration, Recusal, StandIn
from evaluation.models.formal_answer import PointFile, PointText, RequestAnswer
from evaluation.models.formal_check import CheckLine, FormalCheck
from evaluation.models.formal_request import (
    FormalRequest,
    PointReading,
    RequestPoint,
    TermExtension,
)
from evaluation.models.formal_sample import CheckSample, SampledCheck
from evaluation.models.leaving import Departure, OfferAnswer
from evaluation.models.observation import Observation, ObservationFile
from evaluation.models.panel import Panel, PanelChange, PanelMember
from evaluation.models.ranked_list import RankedList, RankedRow
from evaluation.models.returned import ReturnedMoney
from evaluation.models.scenario import Scenario
from evaluation.models.session import Attendance, Decision, PanelSession, SignedMinutes

__all__ = [
    "Admissibility",
    "AgreedScore",
    "Announcement",
    "Assessment",
    "Assignment",
    "Attendance",
    "CheckLine",
    "CheckSample",
    "Conflict",
    "ConflictDeclaration",
    "Consensus",
    "Decision",
    "Departure",
    "DocumentAccess",
    "FormalCheck",
    "FormalRequest",
    "FurtherAssessor",
    "Observation",
    "ObservationFile",
    "OfferAnswer",
    "Panel",
    "PanelChange",
    "PanelMember",
    "PanelSession",
    "PointFile",
    "PointReading",
    "PointText",
    "RankedList",
    "RankedRow",
    "Recusal",
    "Reopening",
    "RequestAnswer",
    "RequestPoint",
    "ReturnedMoney",
    "SampledCheck",
    "Scenario",
    "Score",
    "ScoreCheck",
    "SignedAssessment",
    "SignedMinutes",
    "StandIn",
    "TermExtension",
]
