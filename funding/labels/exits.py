"""Words of how an award changes, ends and is paid back."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.labels import StateLabel
from funding.enums import ChangeKind, ChangeState, PlanState, RecoveryState, RevocationState

CHANGE_KINDS: dict[ChangeKind, str | Promise] = {
    ChangeKind.MINOR: _("Comunicazione di variazione"),
    ChangeKind.SUBSTANTIAL: _("Richiesta di variazione"),
    ChangeKind.EXTENSION: _("Richiesta di proroga"),
}

CHANGE_STATES: dict[ChangeState, StateLabel] = {
    ChangeState.NOTICED: (_("In vigore, l'ufficio la legge"), "info", "it-info-circle"),
    ChangeState.NOTED: (_("In vigore, presa d'atto"), "done", "it-check-circle"),
    ChangeState.OBJECTED: (_("Non ammessa dall'ufficio"), "closed", "it-close-circle"),
    ChangeState.ASKED: (_("Aspetta la decisione"), "todo", "it-clock"),
    ChangeState.APPROVED: (_("Approvata"), "done", "it-check-circle"),
    ChangeState.REFUSED: (_("Non approvata"), "closed", "it-close-circle"),
    ChangeState.WITHDRAWN: (_("Ritirata"), "closed", "it-refresh"),
}

REVOCATION_STATES: dict[RevocationState, StateLabel] = {
    RevocationState.NOTICED: (_("Avviata: si può rispondere"), "warning", "it-warning-circle"),
    RevocationState.ASSESSED: (_("Valutata: manca l'atto"), "todo", "it-clock"),
    RevocationState.DROPPED: (_("Archiviata"), "closed", "it-close-circle"),
    RevocationState.DONE: (_("Revocato"), "closed", "it-close-circle"),
}

RECOVERY_STATES: dict[RecoveryState, StateLabel] = {
    RecoveryState.OPEN: (_("Da restituire"), "warning", "it-warning-circle"),
    RecoveryState.CLOSED: (_("Restituito"), "done", "it-check-circle"),
}

PLAN_STATES: dict[PlanState, StateLabel] = {
    PlanState.ASKED: (_("Rate chieste"), "todo", "it-clock"),
    PlanState.GRANTED: (_("Rate concesse"), "done", "it-check-circle"),
    PlanState.REFUSED: (_("Rate non concesse"), "closed", "it-close-circle"),
}
