"""An act under lock, and the note that its proof is there: what every step of it begins with."""

from wecare.acts.engine.lifecycle import ACT
from wecare.acts.enums import ActState
from wecare.acts.models import Act
from wecare.core import events


def held(act: Act) -> Act:
    """The act as it is now, locked until the commit."""
    return Act.objects.select_for_update(of=("self",)).get(pk=act.pk)


def attached(act: Act) -> bool:
    """Mark a held act as rendered if its proof is; the caller saves it and records it."""
    if act.state != ActState.FROZEN or act.proof is None or not act.proof.is_rendered:
        return False
    act.state = ACT.follow("attach_proof", ActState(act.state))
    return True


def record_proof(act: Act) -> None:
    """Tell that the proof is there."""
    if act.proof is not None:
        events.record("act.proof_attached", subject=act, document=act.proof.check_code)
