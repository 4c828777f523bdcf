"""Words of judgement: admissibility, panels, assessments and ranked lists."""

from enum import StrEnum


class AdmissibilityOutcome(StrEnum):
    """What the formal check says of a submission."""

    ADMISSIBLE = "admissible"
    INADMISSIBLE = "inadmissible"
    IRRECEIVABLE = "irreceivable"


class LineGroup(StrEnum):
    """The part of the formal check to which a line belongs."""

    RECEIVABILITY = "receivability"
    APPLICATION = "application"
    PROPONENT = "proponent"
    PROJECT = "project"


class LineState(StrEnum):
    """What an officer says of a line of the checklist."""

    MET = "met"
    NOT_MET = "not_met"
    TO_CLARIFY = "to_clarify"


class RequestKind(StrEnum):
    """Why the office writes to an applicant during the formal check, and waits."""

    CLARIFICATION = "clarification"
    REJECTION = "rejection"


class RequestState(StrEnum):
    """Where a request stands; that its term has passed follows from the clock."""

    OPEN = "open"
    ANSWERED = "answered"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


class PointKind(StrEnum):
    """What one point of a request asks for."""

    ANSWER = "answer"
    FILE = "file"
    TEXT = "text"


class SecondView(StrEnum):
    """What the second officer says of a check in the sample."""

    AGREES = "agrees"
    DISAGREES = "disagrees"


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


class ListStage(StrEnum):
    """Whether observations may still change a published list."""

    PROVISIONAL = "provisional"
    DEFINITIVE = "definitive"


class ListCause(StrEnum):
    """Why a version of a list was drawn up."""

    FIRST = "first"
    OBSERVATIONS = "observations"
    SCROLL = "scroll"


class ObservationAnswer(StrEnum):
    """What the office says of an observation on a provisional list."""

    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"


class DepartureKind(StrEnum):
    """Why an application leaves the list after its publication."""

    RENOUNCED = "renounced"
    REVOKED = "revoked"
    REFUSED_OFFER = "refused_offer"
    LAPSED_OFFER = "lapsed_offer"


class OfferReply(StrEnum):
    """What a beneficiary says of an offer in part."""

    ACCEPTED = "accepted"
    RESHAPED = "reshaped"
    REFUSED = "refused"
