"""Words of judgement: admissibility, panels, assessments and ranked lists."""

from enum import StrEnum


class AdmissibilityOutcome(StrEnum):
    """What the formal check says of a submission."""

    ADMISSIBLE = "admissible"
    INADMISSIBLE = "inadmissible"
    IRRECEIVABLE = "irreceivable"


class PanelRole(StrEnum):
    """What a person is on a panel."""

    CHAIR = "chair"
    MEMBER = "member"
    SUBSTITUTE = "substitute"
    SECRETARY = "secretary"

    @property
    def votes(self) -> bool:
        """Whether who sits so judges; a substitute does once it steps in."""
        return self in {PanelRole.CHAIR, PanelRole.MEMBER}


class PanelChangeKind(StrEnum):
    """What changes in a panel after it was appointed."""

    LEFT = "left"
    JOINED = "joined"
    STEPPED_IN = "stepped_in"
    PRESIDES = "presides"


class SessionState(StrEnum):
    """Where a session of the panel stands."""

    CONVENED = "convened"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Presence(StrEnum):
    """How a member attends a session."""

    PRESENT = "present"
    CONNECTED = "connected"
    ABSENT = "absent"


class AssignmentOrigin(StrEnum):
    """How an application came to a member."""

    HAND = "hand"
    FILE = "file"
    AUTOMATIC = "automatic"
    PLACE = "place"


class AssessmentState(StrEnum):
    """Whether an assessor may still change their points."""

    DRAFT = "draft"
    SIGNED = "signed"


class RankedListState(StrEnum):
    """Where a ranked list stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"


class Outcome(StrEnum):
    """What a row of a ranked list brings to its applicant."""

    FUNDED = "funded"
    PARTLY_FUNDED = "partly_funded"
    UNFUNDED = "unfunded"
    BELOW_THRESHOLD = "below_threshold"
    INADMISSIBLE = "inadmissible"
    IRRECEIVABLE = "irreceivable"


class Settling(StrEnum):
    """What gives an application its points once everybody who judges it has signed."""

    AGGREGATION = "aggregation"
    FURTHER = "further"
    CONSENSUS = "consensus"
