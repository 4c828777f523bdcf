"""Words of a call as people read them: states, kinds, rules, and the sentence of a fact."""

from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.engine.facts import Fact
from calls.enums import (
    AllocationPolicy,
    CallState,
    EditorSection,
    Obligation,
    OrganisationKind,
    QuestionKind,
    TieKind,
)
from calls.phrases import SENTENCES, say

Words = str | Promise
StateLabel = tuple[Words, str, str]

CALL_STATES: dict[CallState, StateLabel] = {
    CallState.DRAFT: (_("Bozza"), "draft", "it-pencil"),
    CallState.PUBLISHED: (_("Pubblicato"), "done", "it-check-circle"),
    CallState.CLOSED: (_("Chiuso"), "closed", "it-lock"),
    CallState.EVALUATION: (_("In valutazione"), "info", "it-clock"),
    CallState.EVALUATED: (_("Graduatoria pubblicata"), "done", "it-list"),
    CallState.CONCLUDED: (_("Concluso"), "closed", "it-check"),
}
