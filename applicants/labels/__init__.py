"""Words of an application as people read them, and the sentence of what it lacks."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applicants.enums import ApplicationState, RequirementSection, SubmissionState
from applicants.labels.answers import answer_text
from applicants.labels.sentences import SENTENCES
from calls.engine.facts import Fact
from calls.labels import ORGANISATION_KINDS, StateLabel
from calls.labels.saying import Found, say

__all__ = [
    "APPLICATION_STATES",
    "REQUIREMENT_SECTIONS",
    "SUBMISSION_STATES",
    "StateLabel",
    "answer_text",
    "sentence",
]

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

REQUIREMENT_SECTIONS: dict[RequirementSection, str | Promise] = {
    RequirementSection.ORGANISATION: _("Chi presenta la domanda"),
    RequirementSection.PROJECT: _("Progetto"),
    RequirementSection.QUESTIONS: _("Domande"),
    RequirementSection.COSTS: _("Spese"),
    RequirementSection.ATTACHMENTS: _("Allegati"),
}


def sentence(found: Fact | Found | None) -> str:
    """Say what is not in order, naming rule, limit, value and way out; nothing for nothing."""
    if found is None:
        return ""
    return say(SENTENCES, found, words={"kinds": ORGANISATION_KINDS})
