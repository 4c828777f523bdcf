"""The acts' words as people read them."""

from collections.abc import Sequence

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from wecare.acts.engine.variables import Refusal, Variable
from wecare.acts.enums import ActKind, ActState, VariableKind

ACT_KIND = {
    ActKind.DGR: _("Deliberazione della Giunta regionale"),
    ActKind.DD: _("Determinazione dirigenziale"),
}
ACT_STATE = {
    ActState.DRAFT: _("Bozza"),
    ActState.FROZEN: _("Prova in preparazione"),
    ActState.RENDERED: _("Da adottare"),
    ActState.ADOPTED: _("Adottato"),
    ActState.PUBLISHED: _("Pubblicato"),
}

# What the status component shows: word, tone, and an icon where the tone's own is not meant.
ACT_STATE_MARK = {
    ActState.DRAFT: (ACT_STATE[ActState.DRAFT], "draft"),
    ActState.FROZEN: (ACT_STATE[ActState.FROZEN], "todo"),
    ActState.RENDERED: (ACT_STATE[ActState.RENDERED], "todo", "it-check"),
    ActState.ADOPTED: (ACT_STATE[ActState.ADOPTED], "info"),
    ActState.PUBLISHED: (ACT_STATE[ActState.PUBLISHED], "done"),
}
STEPS = (_("Bozza"), _("Prova"), _("Adozione"), _("Pubblicazione"))
PASSAGES = {
    "act.drafted": _("Bozza iniziata"),
    "act.written": _("Testo salvato"),
    "act.frozen": _("Testo fissato, prova chiesta"),
    "act.proof_attached": _("Prova pronta"),
    "act.reopened": _("Riaperto per correzioni"),
    "act.adopted": _("Adottato"),
    "act.published": _("Pubblicato"),
    "act.recorded": _("Registrato"),
}
# The offices that number acts, by the code of the sector: directorate and sector.
OFFICES = {
    "A2203A": (
        "A22000 – Welfare",
        (
            "Politiche per le pari opportunità, diritti ed inclusione, "
            "progettazione ed innovazione sociale"
        ),
    ),
}
_REFUSALS: dict[tuple[str, VariableKind | None], str] = {
    ("unknown", None): gettext_noop("%(label)s: il modello dell'atto non ha questa variabile."),
    ("length", None): gettext_noop(
        "%(label)s: hai scritto %(value)s caratteri, il massimo è %(limit)s."
    ),
    ("range", None): gettext_noop("%(label)s: non può essere %(value)s."),
    ("type", VariableKind.TEXT): gettext_noop("%(label)s: scrivi un testo."),
    ("type", VariableKind.PARAGRAPHS): gettext_noop("%(label)s: scrivi un testo."),
    ("type", VariableKind.DATE): gettext_noop(
        '%(label)s: scrivi una data come 23/11/2026. Abbiamo letto "%(value)s".'
    ),
    ("type", VariableKind.AMOUNT): gettext_noop(
        '%(label)s: scrivi un numero come 1.250,00. Abbiamo letto "%(value)s".'
    ),
    ("type", VariableKind.INTEGER): gettext_noop(
        '%(label)s: scrivi un numero intero come 12. Abbiamo letto "%(value)s".'
    ),
}


def refusal_sentence(refusal: Refusal) -> str:
    """Why a value cannot stand in a variable, with the limit and the value."""
    facts = {
        "label": refusal.variable.label,
        "value": refusal.value[:40],
        "limit": refusal.limit,
    }
    sentence = _REFUSALS[refusal.rule, _kind_of(refusal)]
    return gettext(sentence) % facts


def missing_sentence(variables: Sequence[Variable]) -> str:
    """Which variables are still to be written."""
    names = ", ".join(str(variable.label) for variable in variables)
    return gettext("Manca: %(names)s.") % {"names": names}


def _kind_of(refusal: Refusal) -> VariableKind | None:
    return refusal.variable.kind if refusal.rule == "type" else None
