"""Who opens what was sent in a phase, where two people do."""

from applicants.models import PhaseOpening
from calls.models import Call


def of(call: Call, phase: int) -> PhaseOpening | None:
    """The seal of this phase; none where the rules ask for none, or nobody began to open the first."""
    rows = PhaseOpening.objects.select_related("asked_by", "opened_by")
    return rows.filter(call=call, phase=phase).first()
