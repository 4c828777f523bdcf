"""Organisations, applications and what was sent."""

from applicants.models.application import Answer, Application, Attachment, Cost
from applicants.models.organisation import Membership, Organisation
from applicants.models.partnership import Partner, ProjectDistrict
from applicants.models.submission import Announcement, ProtocolRegister, RefusedAttempt, Submission
from applicants.models.writing import Comment, Handover, WrittenVersion

__all__ = [
    "Announcement",
    "Answer",
    "Application",
    "Attachment",
    "Comment",
    "Cost",
    "Handover",
    "Membership",
    "Organisation",
    "Partner",
    "ProjectDistrict",
    "ProtocolRegister",
    "RefusedAttempt",
    "Submission",
    "WrittenVersion",
]
