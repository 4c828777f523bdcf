"""Words of an application as people read them, and the sentence of what it lacks."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applicants.enums import (
    ApplicationState,
    PhaseOutcome,
    RequirementSection,
    SubmissionState,
    Verdict,
)
from applicants.labels.answers import answer_text
from applicants.labels.sentences import SENTENCES
from calls.engine.facts import Fact
from calls.labels import (
    ORGANISATION_KINDS,
    ORGANISATION_SIZES,
    PLACES,
    REGISTERS,
    StateLabel,
)
from calls.labels.lots import AID_FORMS
from calls.labels.saying import Found, say

__all__ = [
    "APPLICATION_STATES",
    "PHASE_OUTCOMES",
    "REQUIREMENT_SECTIONS",
    "SUBMISSION_STATES",
    "VERDICTS",
    "StateLabel",
    "answer_text",
    "sentence",
]

VERDICTS: dict[Verdict, StateLabel] = {
    Verdict.YES: (_("Sì"), "done", "it-check-circle"),
    Verdict.PERHAPS: (_("Forse"), "warning", "it-help-circle"),
    Verdict.NO: (_("No"), "stop", "it-close-circle"),
}

APPLICATION_STATES: dict[ApplicationState, StateLabel] = {
    ApplicationState.DRAFT: (_("Bozza, non inviata"), "draft", "it-pencil"),
    ApplicationState.SUBMITTED: (_("Inviata"), "done", "it-check-circle"),
    ApplicationState.WITHDRAWN: (_("Ritirata"), "closed", "it-minus-circle"),
    ApplicationState.ADMITTED: (_("Ammessa"), "done", "it-check"),
    ApplicationState.EXCLUDED: (_("Non ammessa"), "closed", "it-close-circle"),
}

SUBMISSION_STATES: dict[SubmissionState, StateLabel] = {
    SubmissionState.LIVE: (_("Valida"), "done", "it-check-circle"),
    SubmissionState.WITHDRAWN: (_("Ritirata"), "closed", "it-minus-circle"),
}

PHASE_OUTCOMES: dict[PhaseOutcome, StateLabel] = {
    PhaseOutcome.ADMITTED: (_("ammessa"), "done", "it-check-circle"),
    PhaseOutcome.CONDITIONAL: (_("ammessa con condizioni"), "done", "it-check"),
    PhaseOutcome.NOT_ADMITTED: (_("non ammessa"), "closed", "it-close-circle"),
}

REQUIREMENT_SECTIONS: dict[RequirementSection, str | Promise] = {
    RequirementSection.ORGANISATION: _("Chi presenta la domanda"),
    RequirementSection.PARTNERSHIP: _("Partenariato"),
    RequirementSection.PROJECT: _("Progetto"),
    RequirementSection.QUESTIONS: _("Domande"),
    RequirementSection.COSTS: _("Spese"),
    RequirementSection.ATTACHMENTS: _("Allegati"),
}


_WORDS: Mapping[str, Mapping[Any, str | Promise]] = {
    "kinds": ORGANISATION_KINDS,
    "places": PLACES,
    "sizes": ORGANISATION_SIZES,
    "registers": REGISTERS,
    "forms": AID_FORMS,
}


def sentence(found: Fact | Found | None) -> str:
    """Say what is not in order, naming rule, limit, value and way out; nothing for nothing."""
    if found is None:
        return ""
    return say(SENTENCES, found, words=_WORDS)
