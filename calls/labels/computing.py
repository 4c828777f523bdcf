"""Criteria whose points come from data, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.engine.computing import SHAPES, Computation
from calls.engine.rulebook import Rulebook
from calls.enums import ComputedFrom, OrganisationKind, OrganisationSize, StepBound
from calls.labels import ORGANISATION_KINDS, ORGANISATION_SIZES
from calls.labels.saying import written
from wecare.core.components import formats

COMPUTED_FROM: dict[ComputedFrom, str | Promise] = {
    ComputedFrom.OWN_SHARE_PERCENT: gettext_lazy("quota propria in percentuale del valore"),
    ComputedFrom.REQUESTED_AMOUNT: gettext_lazy("contributo richiesto"),
    ComputedFrom.PROJECT_VALUE: gettext_lazy("valore del progetto"),
    ComputedFrom.DURATION_MONTHS: gettext_lazy("durata in mesi"),
    ComputedFrom.ANSWER_CHOICE: gettext_lazy("risposta a una scelta da un elenco"),
    ComputedFrom.ANSWER_NUMBER: gettext_lazy("numero o importo scritto in una risposta"),
    ComputedFrom.LEAD_KIND: gettext_lazy("tipo dell'ente che presenta la domanda"),
    ComputedFrom.LEAD_SIZE: gettext_lazy("dimensione dell'ente che presenta la domanda"),
    ComputedFrom.GROUP_LEAD_KIND: gettext_lazy("tipo del capofila, se c'è un gruppo"),
    ComputedFrom.PARTNERS: gettext_lazy("numero di partner"),
    ComputedFrom.DISTRICTS: gettext_lazy("numero di Distretti coperti"),
}
STEP_BOUNDS: dict[StepBound, str | Promise] = {
    StepBound.AT_LEAST: gettext_lazy("almeno: vale il gradino più alto raggiunto"),
    StepBound.AT_MOST: gettext_lazy("al massimo: vale il gradino più basso non superato"),
}
# What a word that is looked at is called; the answers to a question are their own names.
LOOKED_WORDS: dict[str, str | Promise] = {
    **{kind.value: ORGANISATION_KINDS[kind] for kind in OrganisationKind},
    **{size.value: ORGANISATION_SIZES[size] for size in OrganisationSize},
}


def word_said(by: Computation, word: str) -> str:
    """A word that is looked at as people read it."""
    if SHAPES[by.function].words is None:
        return word
    return str(LOOKED_WORDS.get(word, word))


def looks_at(by: Computation, rules: Rulebook) -> str:
    """What the points come from."""
    named = str(COMPUTED_FROM[by.function])
    if not by.question:
        return named
    return _("%(what)s «%(question)s»") % {
        "what": named,
        "question": rules.question(by.question).label,
    }


def scale_of(by: Computation) -> tuple[str, ...]:
    """What each value is worth, line by line, in the order in which people read it."""
    unit = SHAPES[by.function].unit
    if unit is None:
        said = _("%(word)s: %(points)s punti")
        return tuple(
            said % {"word": word_said(by, each.word), "points": formats.points(each.points)}
            for each in by.words
        )
    upward = by.bound is StepBound.AT_LEAST
    said = (
        _("almeno %(value)s: %(points)s punti")
        if upward
        else _("al massimo %(value)s: %(points)s punti")
    )
    return tuple(
        said % {"value": written(unit, each.value, words={}), "points": formats.points(each.points)}
        for each in sorted(by.steps, key=lambda each: each.value)
    )
