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
