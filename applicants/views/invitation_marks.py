"""Where an invitation stands, as pages show it."""

from applicants.enums import InvitationState
from applicants.labels import StateLabel
from applicants.labels.invitations import EXPIRED, INVITATION_STATES
from applicants.models import Application, Invitation
from applicants.policies import WritingRefused, check_can_write
from wecare.core import clock


def mark_of(invitation: Invitation, *, answerable: bool) -> StateLabel:
    """Where an invitation stands; one that can be answered no more has expired."""
    state = InvitationState(invitation.state)
    if state is InvitationState.OPEN and not answerable:
        return EXPIRED
    return INVITATION_STATES[state]


def can_be_answered(application: Application) -> bool:
    """Whether answers are still taken: as long as the application can be written."""
    try:
        check_can_write(application, at=clock.now())
    except WritingRefused:
        return False
    return True
