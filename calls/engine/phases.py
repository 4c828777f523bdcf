"""The phases of a call: each asks, and is judged on, its own parts of the form and of the criteria."""

from dataclasses import dataclass
from datetime import datetime

EVERY = 0  # of a part of the form: asked in every phase
MOST_PHASES = 3


@dataclass(frozen=True, slots=True)
class Phase:
    """One step of a call; the first has the windows of the call.

    Those admitted to a later phase send again, within its window or, where the call does not say one
    yet, by the deadline of their admission act. Without `asks_costs` the phase asks no expenses and
    bounds no amount.
    """

    title: str
    asks_costs: bool = True
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    article: str = ""


def is_asked(part: int, phase: int) -> bool:
    """Whether a part of this phase, or of every one, is asked in a phase."""
    return part in {EVERY, phase}
