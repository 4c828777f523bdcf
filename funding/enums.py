"""Words of granted money."""

from enum import StrEnum


class AwardState(StrEnum):
    """Where an award stands; it is born with the adoption of its decree."""

    GRANTED = "granted"


class MovementKind(StrEnum):
    """What a movement of the ledger does for an award."""

    COMMITMENT = "commitment"
