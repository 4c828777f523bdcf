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


class PhaseOutcome(StrEnum):
    """What an act decides of an application at the end of a phase that is not the last."""

    ADMITTED = "admitted"
    CONDITIONAL = "conditional"
    NOT_ADMITTED = "not_admitted"


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


class SigningState(StrEnum):
    """How far the signature of a draft has come."""

    NOT_ASKED = "not_asked"
    TO_PRINT = "to_print"
    TO_SIGN = "to_sign"
    SIGNED = "signed"
    CHANGED = "changed"
    LAPSED = "lapsed"
