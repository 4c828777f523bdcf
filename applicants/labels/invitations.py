"""Where an invitation stands, as people read it."""

from django.utils.translation import gettext_lazy as _

from applicants.enums import InvitationState
from calls.labels import StateLabel

INVITATION_STATES: dict[InvitationState, StateLabel] = {
    InvitationState.OPEN: (_("In attesa di risposta"), "todo", "it-clock"),
    InvitationState.ACCEPTED: (_("Accettato"), "done", "it-check-circle"),
    InvitationState.DECLINED: (_("Rifiutato"), "stop", "it-close-circle"),
    InvitationState.WITHDRAWN: (_("Ritirato"), "closed", "it-minus-circle"),
    InvitationState.ENDED: (_("Partner tolto dal gruppo"), "closed", "it-minus-circle"),
}
EXPIRED: StateLabel = (_("Scaduto"), "closed", "it-clock")
