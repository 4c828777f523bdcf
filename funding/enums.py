"""Words of granted money."""

from enum import StrEnum


class AwardState(StrEnum):
    """Where an award stands; it is born with the adoption of its decree."""

    GRANTED = "granted"
