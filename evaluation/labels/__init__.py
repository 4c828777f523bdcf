"""Words of judgement as people read them, and the sentences that explain a place and an amount."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.engine.facts import Fact
from calls.labels import TIE_KINDS, StateLabel
from calls.labels.computing import COMPUTED_FROM, LOOKED_WORDS
from calls.labels.saying import Found, say
from evaluation.enums import (
    AdmissibilityOutcome,
    AssessmentState,
    Outcome,
    PanelChangeKind,
    PanelRole,
    Presence,
    RankedListState,
    SessionState,
)
from evaluation.labels.sentences import SENTENCES

ADMISSIBILITY_OUTCOMES: dict[AdmissibilityOutcome, StateLabel] = {
    AdmissibilityOutcome.ADMISSIBLE: (_("Ammissibile"), "done", "it-check"),
    AdmissibilityOutcome.INADMISSIBLE: (_("Inammissibile"), "closed", "it-close-circle"),
    AdmissibilityOutcome.IRRECEIVABLE: (_("Irricevibile"), "closed", "it-close-circle"),
}
TO_CHECK: StateLabel = (_("Da controllare"), "todo", "it-clock")

PANEL_ROLES: dict[PanelRole, str | Promise] = {
    PanelRole.CHAIR: _("Presidente"),
    PanelRole.MEMBER: _("Componente"),
    PanelRole.SUBSTITUTE: _("Supplente"),
    PanelRole.SECRETARY: _("Segretario o segretaria"),
}

SESSION_STATES: dict[SessionState, StateLabel] = {
    SessionState.CONVENED: (_("Convocata"), "todo", "it-clock"),
    SessionState.OPEN: (_("Aperta"), "info", "it-pencil"),
    SessionState.CLOSED: (_("Chiusa"), "done", "it-check-circle"),
    SessionState.CANCELLED: (_("Annullata"), "closed", "it-close-circle"),
}

PRESENCES: dict[Presence, str | Promise] = {
    Presence.PRESENT: _("Presente"),
    Presence.CONNECTED: _("In collegamento"),
    Presence.ABSENT: _("Assente"),
}

PANEL_CHANGES: dict[PanelChangeKind, str | Promise] = {
    PanelChangeKind.LEFT: _("%(person)s lascia il nucleo."),
    PanelChangeKind.JOINED: _("%(person)s entra nel nucleo."),
    PanelChangeKind.STEPPED_IN: _("%(person)s, supplente, prende il posto di chi è uscito."),
    PanelChangeKind.PRESIDES: _("%(person)s presiede."),
}

ASSESSMENT_STATES: dict[AssessmentState, StateLabel] = {
    AssessmentState.DRAFT: (_("In corso"), "draft", "it-pencil"),
    AssessmentState.SIGNED: (_("Firmata"), "done", "it-check-circle"),
}

RANKED_LIST_STATES: dict[RankedListState, StateLabel] = {
    RankedListState.DRAFT: (_("Bozza"), "draft", "it-pencil"),
    RankedListState.APPROVED: (_("Approvata"), "todo", "it-clock"),
    RankedListState.PUBLISHED: (_("Pubblicata"), "done", "it-check-circle"),
}

OUTCOMES: dict[Outcome, StateLabel] = {
    Outcome.FUNDED: (_("Finanziata"), "done", "it-check-circle"),
    Outcome.PARTLY_FUNDED: (_("Finanziata in parte"), "done", "it-check"),
    Outcome.UNFUNDED: (_("Ammessa, senza fondi"), "info", "it-info-circle"),
    Outcome.BELOW_THRESHOLD: (_("Sotto soglia"), "closed", "it-minus-circle"),
    Outcome.INADMISSIBLE: (_("Inammissibile"), "closed", "it-close-circle"),
    Outcome.IRRECEIVABLE: (_("Irricevibile"), "closed", "it-close-circle"),
}


def sentence(found: Fact | Found | Mapping[str, Any]) -> str:
    """Say a fact, also one read back from where a list is stored."""
    return say(
        SENTENCES,
        Fact.from_json(found) if isinstance(found, Mapping) else found,
        words={"function": COMPUTED_FROM, "word": LOOKED_WORDS, "tie": TIE_KINDS},
    )


def why(facts: Iterable[Fact | Mapping[str, Any]]) -> str:
    """Say why a row stands where it stands and has the money it has."""
    return " ".join(sentence(each) for each in facts)
