"""Organisations, applications and what was sent."""

from applicants.models.application import Answer, Application, Attachment, Cost
from applicants.models.history import (
    FormerName,
    Heritage,
    RegisterReading,
    Seat,
    SizeDeclaration,
    Succession,
)
from applicants.models.mandate import JoinRequest, Mandate
from applicants.models.organisation import Organisation
from applicants.models.partnership import Partner, ProjectDistrict
from applicants.models.submission import Announcement, ProtocolRegister, RefusedAttempt, Submission

__all__ = [
    "Announcement",
    "Answer",
    "Application",
    "Attachment",
    "Cost",
    "FormerName",
    "Heritage",
    "JoinRequest",
    "Mandate",
    "Organisation",
    "Partner",
    "ProjectDistrict",
    "ProtocolRegister",
    "RefusedAttempt",
    "RegisterReading",
    "Seat",
    "SizeDeclaration",
    "Submission",
    "Succession",
]
