"""The letters of the formal check: nobody may refuse them, and their words are the portal's own."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wecare.notices.engine.catalogue import LetterType
from wecare.notices.enums import LetterKind

_REQUEST = {
    "call_code": "FSE2-2026",
    "call_title": "Case che aiutano",
    "title": "Una casa per tutti",
    "protocol": "4821/2026",
    "number": 1,
    "kind": "clarification",
    "closes": "giovedì 3 dicembre 2026, ore 23:59:59",
    "article": "art. 9",
    "path": "/area/richieste/",
    "reason": "La firma del presidente non si legge.",
    "points": ["Atto costitutivo – Caricalo di nuovo, intero."],
    "days": 10,
}
_ANSWER = {
    **_REQUEST,
    "answer": "4901/2026",
    "at": "30 novembre 2026, ore 10:12:00,000000",
    "by": "Bruno Rossi",
}


def _formal(name: str, title: str | Promise, example: Mapping[str, Any]) -> LetterType:
    return LetterType(f"evaluation/{name}", title, kind=LetterKind.FORMAL, example=example)


FORMAL = (
    _formal("clarification_asked", _("L'ufficio chiede di completare la domanda"), _REQUEST),
    _formal(
        "rejection_announced",
        _("Preavviso di rigetto della domanda"),
        {**_REQUEST, "kind": "rejection", "article": "art. 12", "points": ["Manca lo statuto."]},
    ),
    _formal(
        "request_extended",
        _("Più tempo per rispondere all'ufficio"),
        {**_REQUEST, "before": "martedì 1 dicembre 2026, ore 23:59:59"},
    ),
    _formal(
        "request_closed",
        _("Una richiesta dell'ufficio è chiusa"),
        {**_REQUEST, "state": "lapsed", "reason": "Si decide con i documenti che ci sono."},
    ),
    _formal("answer_received", _("La risposta all'ufficio è arrivata"), _ANSWER),
    LetterType(
        "evaluation/answer_arrived",
        _("È arrivata la risposta a una richiesta dell'istruttoria"),
        example={**_ANSWER, "organisation": "Associazione Beta"},
    ),
)
