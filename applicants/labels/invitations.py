"""Where an invitation stands, as people read it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applicants.enums import InvitationState
from calls.labels import StateLabel

INVITATION_STATES: dict[InvitationState, StateLabel] = {
    InvitationState.OPEN: (_("In attesa di risposta"), "todo", "it-clock"),
    InvitationState.ACCEPTED: (pgettext_lazy("invito", "Accettato"), "done", "it-check-circle"),
    InvitationState.DECLINED: (pgettext_lazy("invito", "Rifiutato"), "stop", "it-close-circle"),
    InvitationState.WITHDRAWN: (pgettext_lazy("invito", "Ritirato"), "closed", "it-minus-circle"),
    InvitationState.ENDED: (_("Partner tolto dal gruppo"), "closed", "it-minus-circle"),
}
EXPIRED: StateLabel = (pgettext_lazy("invito", "Scaduto"), "closed", "it-clock")
