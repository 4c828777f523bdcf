"""The life of an award: it is born granted, with the adoption of its decree."""

from funding.enums import AwardState
from wecare.core.lifecycle import Lifecycle

AWARD = Lifecycle("award", AwardState.GRANTED, ())
