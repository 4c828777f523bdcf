"""Organisations, applications and what was sent."""

from applicants.models.application import Answer, Application, Attachment, Cost
from applicants.models.organisation import Membership, Organisation
from applicants.models.partnership import Partner, ProjectDistrict
from applicants.models.phase import PhaseDecision, PhaseTerm
from applicants.models.signing import SignedFile, SigningCopy, SubmissionSignature
from applicants.models.submission import Announcement, ProtocolRegister, RefusedAttempt, Submission
from applicants.models.withdrawal import Withdrawal

__all__ = [
    "Announcement",
    "Answer",
    "Application",
    "Attachment",
    "Cost",
    "Membership",
    "Organisation",
    "Partner",
    "PhaseDecision",
    "PhaseTerm",
    "ProjectDistrict",
    "ProtocolRegister",
    "RefusedAttempt",
    "SignedFile",
    "SigningCopy",
    "Submission",
    "SubmissionSignature",
    "Withdrawal",
]
