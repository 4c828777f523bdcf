"""Letters of the procedure that nobody may refuse by e-mail: their words are the portal's own."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wecare.notices.engine.catalogue import LetterType
from wecare.notices.enums import LetterKind

_CALL = {"call_code": "FSE2-2026", "call_title": "Case che aiutano"}
_APPLICATION = "00000000-0000-4000-8000-000000000000"
_CLOSES = "lunedì 23 novembre 2026, ore 12:00"
_PHASE = {
    **_CALL,
    "title": "Una casa per tutti",
    "application": _APPLICATION,
    "act": "DD 134/A15000/2018",
    "closes": _CLOSES,
    "reason": "",
}
_GROUP = {
    **_CALL,
    "lead": "Associazione Beta",
    "invited": "Cooperativa Gamma",
    "called": "Cooperativa Gamma",
    "title": "Una casa per tutti",
    "until": _CLOSES,
    "address": "/area/inviti/",
}
_VARIATION = {
    **_CALL,
    "lead": "Associazione Beta",
    "title": "Una casa per tutti",
    "number": 1,
    "role": "lead",
    "address": "/area/domande/",
    "reason": "Un ente ha chiuso.",
}
_HAND = {
    "title": "Una casa per tutti",
    "organisation": "Associazione Beta",
    "by": "Bruno Rossi",
    "accepted": True,
    "path": "/area/domande/",
}
_MANDATE = {
    "organisation": "Associazione Beta",
    "kind": "delegato",
    "administers": False,
    "call": "",
    "application": "",
    "since": "23 novembre 2026, ore 12:00",
    "until": "",
    "actor": "Bruno Rossi",
}


def _formal(name: str, title: str | Promise, example: Mapping[str, Any]) -> LetterType:
    return LetterType(f"applicants/{name}", title, kind=LetterKind.FORMAL, example=example)


FORMAL = (
    _formal(
        "withdrawn",
        _("Una domanda inviata è stata ritirata"),
        {
            **_CALL,
            "title": "Una casa per tutti",
            "application": _APPLICATION,
            "sent": "4821/2026",
            "protocol": "4830/2026",
            "at": "2026-11-20T09:30:00+00:00",
            "by": "Bruno Rossi",
        },
    ),
    _formal(
        "phase_decided",
        _("Ammissione alla fase successiva, o no"),
        {
            **_PHASE,
            "outcome": "conditional",
            "conditions": "Aggiungere un Comune.",
            "protocol": "4821/2026",
        },
    ),
    _formal(
        "phase_extended",
        _("Più tempo per una domanda"),
        {
            **_PHASE,
            "before": "lunedì 16 novembre 2026, ore 12:00",
            "reason": "Riordino di un ente.",
        },
    ),
    _formal(
        "variation_asked",
        _("Variazione dei partner: entrare, o uscire"),
        {**_VARIATION, "role": "enters"},
    ),
    _formal(
        "variation_answered",
        _("Risposta di un ente a una variazione dei partner"),
        {**_VARIATION, "organisation": "Cooperativa Gamma", "accepted": True},
    ),
    _formal(
        "variation_decided",
        _("Esito di una variazione dei partner"),
        {**_VARIATION, "outcome": "approved", "act": "DD 134/A15000/2018"},
    ),
    _formal(
        "draft_deleted",
        _("Una bozza è stata eliminata"),
        {**_HAND, **_CALL, "until": "26 dicembre 2026"},
    ),
    _formal("handover_offered", _("Proposta di rispondere di una domanda"), _HAND),
    _formal("handover_answered", _("Risposta alla proposta di rispondere di una domanda"), _HAND),
    _formal(
        "file_quarantined",
        _("Un file è stato bloccato dall'antivirus"),
        {
            **_CALL,
            "filename": "statuto.pdf",
            "found": "Eicar-Test-Signature",
            "title": "Una casa per tutti",
            "sent": False,
            "public_id": _APPLICATION,
        },
    ),
    _formal("partner_invited", _("Invito a partecipare a una domanda"), _GROUP),
    _formal(
        "address_invited",
        _("Invito a partecipare a una domanda, per chi non è nel portale"),
        {**_GROUP, "address": "/inviti/…/"},
    ),
    _formal(
        "invitation_answered",
        _("Risposta a un invito"),
        {**_GROUP, "state": "declined", "reason": "Partecipiamo già a un altro progetto."},
    ),
    _formal("invitation_withdrawn", _("Un invito è stato ritirato"), _GROUP),
    _formal("partner_removed", _("Un ente non è più tra i partner"), _GROUP),
    _formal(
        "join_asked",
        _("Qualcuno chiede di operare per un ente"),
        {
            "organisation": "Associazione Beta",
            "organisation_id": 1,
            "person": "Bruno Rossi",
            "email": "bruno.rossi@esempio.it",
            "message": "Sono il nuovo segretario.",
        },
    ),
    _formal(
        "join_decided",
        _("Risposta a chi ha chiesto di operare per un ente"),
        {"organisation": "Associazione Beta", "reason": "Non ti conosciamo."},
    ),
    _formal("mandate_granted", _("Un incarico per un ente"), _MANDATE),
    _formal("mandate_ended", _("Un incarico per un ente è finito"), _MANDATE),
)
