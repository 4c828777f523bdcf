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


class Settling(StrEnum):
    """What gives an application its points once everybody who judges it has signed."""

    AGGREGATION = "aggregation"
    FURTHER = "further"
    CONSENSUS = "consensus"
