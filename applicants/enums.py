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


class InvitationState(StrEnum):
    """Where an invitation to take part stands; that it has expired follows from the clock."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


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
