"""Organisations, applications and what was sent."""

from applicants.models.accompaniment import Accompanied, LogEntry, LogFile
from applicants.models.application import Answer, Application, Attachment, Cost
from applicants.models.history import (
    FormerName,
    Heritage,
    Passage,
    RegisterReading,
    Seat,
    SizeDeclaration,
    Succession,
)
from applicants.models.invitation import CompleteMark, Invitation, SignOff
from applicants.models.mandate import FirstMandate, JoinRequest, Mandate
from applicants.models.organisation import Organisation
from applicants.models.partnership import Partner, ProjectDistrict
from applicants.models.phase import PhaseDecision, PhaseOpening, PhaseTerm
from applicants.models.registration import Registration
from applicants.models.signing import SignedFile, SigningCopy, SubmissionSignature
from applicants.models.submission import (
    Announcement,
    ProtocolRegister,
    RefusedAttempt,
    Reminder,
    Submission,
)
from applicants.models.variation import Entrant, Variation, VariationFile
from applicants.models.withdrawal import Withdrawal
from applicants.models.writing import Comment, Handover, WrittenVersion

__all__ = [
    "Accompanied",
    "Announcement",
    "Answer",
    "Application",
    "Attachment",
    "Comment",
    "CompleteMark",
    "Cost",
    "Entrant",
    "FirstMandate",
    "FormerName",
    "Handover",
    "Heritage",
    "Invitation",
    "JoinRequest",
    "LogEntry",
    "LogFile",
    "Mandate",
    "Organisation",
    "Partner",
    "Passage",
    "PhaseDecision",
    "PhaseOpening",
    "PhaseTerm",
    "ProjectDistrict",
    "ProtocolRegister",
    "RefusedAttempt",
    "RegisterReading",
    "Registration",
    "Reminder",
    "Seat",
    "SignOff",
    "SignedFile",
    "SigningCopy",
    "SizeDeclaration",
    "Submission",
    "SubmissionSignature",
    "Succession",
    "Variation",
    "VariationFile",
    "Withdrawal",
    "WrittenVersion",
]
