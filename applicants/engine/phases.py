"""What an act decides of one application at the end of a phase, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from applicants.enums import PhaseOutcome


@dataclass(frozen=True, slots=True)
class Decided:
    """The outcome for one application; `closes_at` is its own deadline, where it has one."""

    application_id: int
    outcome: PhaseOutcome
    conditions: str = ""
    reason: str = ""
    closes_at: datetime | None = None

    @property
    def is_admitted(self) -> bool:
        return self.outcome is not PhaseOutcome.NOT_ADMITTED
