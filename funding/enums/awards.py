"""Words of awards, and of what takes from them."""

from enum import StrEnum


class AwardState(StrEnum):
    """Where an award stands."""

    GRANTED = "granted"
    REPLACED = "replaced"
    RELEASED = "released"


class Hand(StrEnum):
    """Who has to do something of an award."""

    OFFICE = "office"
    BENEFICIARY = "beneficiary"
    BANK = "bank"


class ReductionKind(StrEnum):
    """Why an award that stands gives less."""

    SAVING = "saving"  # spent less than planned: found at the closure
    PARTIAL_REVOCATION = "partial_revocation"
