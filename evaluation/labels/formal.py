"""Words of the formal check: its lines, its requests, its sample."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applicants.labels import sentence
from applicants.labels.groups import title_of
from calls.labels import StateLabel
from evaluation.engine.formal_checklist import Line
from evaluation.enums import LineGroup, LineState, RequestKind, RequestState, SecondView

LINE_GROUPS: Mapping[LineGroup, str | Promise] = {
    LineGroup.RECEIVABILITY: _("Ricevibilità"),
    LineGroup.APPLICATION: _("Ammissibilità della domanda"),
    LineGroup.PROPONENT: _("Ammissibilità del proponente"),
    LineGroup.PROJECT: _("Ammissibilità del progetto"),
}
LINE_STATES: Mapping[LineState, StateLabel] = {
    LineState.MET: (_("Conforme"), "done", "it-check"),
    LineState.NOT_MET: (_("Non conforme"), "stop", "it-close-circle"),
    LineState.TO_CLARIFY: (_("Da chiarire"), "todo", "it-help-circle"),
}
UNREAD: StateLabel = (_("Da leggere"), "draft", "it-clock")
REQUEST_KINDS: Mapping[RequestKind, str | Promise] = {
    RequestKind.CLARIFICATION: _("Richiesta di completare (soccorso istruttorio)"),
    RequestKind.REJECTION: _("Preavviso di rigetto (art. 10-bis L. 241/1990)"),
}
REQUEST_STATES: Mapping[RequestState, StateLabel] = {
    RequestState.OPEN: (_("In attesa di risposta"), "todo", "it-clock"),
    RequestState.ANSWERED: (_("Risposta arrivata"), "done", "it-check"),
    RequestState.LAPSED: (_("Chiusa senza risposta"), "closed", "it-close-circle"),
    RequestState.CANCELLED: (_("Ritirata dall'ufficio"), "closed", "it-close-circle"),
}
OVERDUE: StateLabel = (_("Termine passato, senza risposta"), "stop", "it-warning-circle")
SECOND_VIEWS: Mapping[SecondView, StateLabel] = {
    SecondView.AGREES: (_("Confermato"), "done", "it-check"),
    SecondView.DISAGREES: (_("Non confermato: riaperto"), "stop", "it-warning-circle"),
}
TO_LOOK_AT: StateLabel = (_("Da riguardare"), "todo", "it-clock")
LINES: Mapping[str, str | Promise] = {
    "receivability.time": _("È arrivata entro la scadenza"),
    "receivability.sender": _("L'ha inviata dal portale chi poteva farlo per l'ente"),
    "receivability.signature": _("È firmata come chiede il bando"),
    "application.stamp": _("Imposta di bollo assolta"),
    "project.start": _("Inizio"),
    "costs": _("Spese"),
    "amounts.request": _("Contributo richiesto"),
    "amounts.in_kind": _("Quota propria in natura"),
    "amounts.minimum_value": _("Valore minimo del progetto"),
    "amounts.maximum_value": _("Valore massimo del progetto"),
    "amounts.minimum_grant": _("Contributo minimo"),
    "amounts.maximum_grant": _("Contributo massimo"),
    "amounts.minimum_rate": _("Percentuale minima del contributo"),
    "amounts.maximum_rate": _("Percentuale massima del contributo"),
    "amounts.minimum_own_share": _("Quota propria minima"),
    "amounts.districts": _("Contributo massimo dei Distretti"),
}
BOUNDS: Mapping[str, str | Promise] = {
    "minimum": _("%(title)s: almeno quanto chiede il bando"),
    "maximum": _("%(title)s: non oltre quanto ammette il bando"),
    "flat": _("%(title)s: forfait"),
}
SEEN: Mapping[str, str | Promise] = {
    "receivability.time": _("Il portale non riceve domande oltre la scadenza."),
    "receivability.sender": _("Il portale lascia inviare solo chi ha un incarico per l'ente."),
}


def line_title(line: Line) -> str:
    """What a line is about."""
    known = LINES.get(line.code)
    bound = BOUNDS.get(line.code.rpartition(".")[2]) if line.code.startswith("cost") else None
    if bound is not None:
        return str(bound) % {"title": line.title}
    return str(known or line.title or title_of(line.code) or sentence(line.fact) or line.code)


def line_seen(line: Line) -> str:
    """What the portal saw by itself, in words; nothing where it saw nothing to say."""
    if line.integrated:
        return str(_("È arrivato con una risposta: confrontalo con quello che c'era."))
    return str(SEEN.get(line.code, "")) or sentence(line.fact)
