"""Words of an application and of what is sent."""

from enum import StrEnum


class ApplicationState(StrEnum):
    """Where an application stands for those who wrote it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    ADMITTED = "admitted"
    EXCLUDED = "excluded"


class SubmissionState(StrEnum):
    """Whether a sent version is the one that counts."""

    LIVE = "live"
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """Whether an organisation may apply, as far as it has said who it is."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


class RequirementSection(StrEnum):
    """The part of an application in which a requirement is answered."""

    ORGANISATION = "organisation"
    PARTNERSHIP = "partnership"
    PROJECT = "project"
    QUESTIONS = "questions"
    COSTS = "costs"
    ATTACHMENTS = "attachments"


class RequirementState(StrEnum):
    """How a requirement stands in what was written so far."""

    OK = "ok"
    MISSING = "missing"
    ERROR = "error"
    NOT_NEEDED = "not_needed"


class VersionOrigin(StrEnum):
    """How a text came into the history of its question."""

    SAVED = "saved"
    SET_ASIDE = "set_aside"  # somebody else had written meanwhile: kept, and not in force
    RESTORED = "restored"
    COPIED = "copied"


class HandoverState(StrEnum):
    """What became of the offer to answer for an application."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
