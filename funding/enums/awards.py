"""Words of awards, and of what takes from them."""

from enum import StrEnum


class AwardState(StrEnum):
    """Where an award stands."""

    GRANTED = "granted"
    REPLACED = "replaced"
    RELEASED = "released"


class ReductionKind(StrEnum):
    """Why an award that stands gives less."""

    SAVING = "saving"  # spent less than planned: found at the closure
    PARTIAL_REVOCATION = "partial_revocation"
