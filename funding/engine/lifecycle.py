"""The life of an award: born granted with its decree; a later decree replaces or releases it."""

from funding.enums import AwardState
from wecare.core.lifecycle import Lifecycle, Step

AWARD = Lifecycle(
    "award",
    AwardState.GRANTED,
    (
        Step("replace", frozenset({AwardState.GRANTED}), AwardState.REPLACED),
        Step("release", frozenset({AwardState.GRANTED}), AwardState.RELEASED),
    ),
)
