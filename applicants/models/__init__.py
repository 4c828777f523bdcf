"""Organisations, applications and what was sent."""

from applicants.models.application import Answer, Application, Attachment, Cost
from applicants.models.invitation import CompleteMark, Invitation, SignOff
from applicants.models.organisation import Membership, Organisation
from applicants.models.partnership import Partner, ProjectDistrict
from applicants.models.submission import Announcement, ProtocolRegister, RefusedAttempt, Submission

__all__ = [
    "Announcement",
    "Answer",
    "Application",
    "Attachment",
    "CompleteMark",
    "Cost",
    "Invitation",
    "Membership",
    "Organisation",
    "Partner",
    "ProjectDistrict",
    "ProtocolRegister",
    "RefusedAttempt",
    "SignOff",
    "Submission",
]
