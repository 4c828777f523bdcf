"""Words of granted money."""

from enum import StrEnum


class AwardState(StrEnum):
    """Where an award stands."""

    GRANTED = "granted"
    REPLACED = "replaced"
    RELEASED = "released"
