"""The signature of an application in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applicants.enums import SigningState
from calls.labels import StateLabel

SIGNING_STATES: dict[SigningState, StateLabel] = {
    SigningState.TO_PRINT: (_("Da preparare"), "todo", "it-clock"),
    SigningState.TO_SIGN: (_("Da firmare e caricare"), "todo", "it-clock"),
    SigningState.SIGNED: (_("Firmata"), "done", "it-check"),
    SigningState.CHANGED: (_("Da rifare: la domanda è cambiata"), "warning", "it-warning-circle"),
    SigningState.LAPSED: (_("Da rifare: la firma non vale più"), "warning", "it-warning-circle"),
}
OPTIONAL: StateLabel = (_("Facoltativa"), "draft", "it-pencil")
REFUSALS: dict[SigningState, str | Promise] = {
    SigningState.TO_PRINT: _(
        "Questo bando chiede la domanda firmata digitalmente%(article)s e il documento da firmare "
        "non è ancora preparato. Apri «Firma»: prepara il PDF, firmalo e caricalo, poi invia."
    ),
    SigningState.TO_SIGN: _(
        "Questo bando chiede la domanda firmata digitalmente%(article)s e il file firmato non è "
        "ancora caricato. Apri «Firma», carica il PDF firmato, poi invia."
    ),
    SigningState.CHANGED: _(
        "La domanda è cambiata dopo la preparazione del documento da firmare: la firma vale per il "
        "testo di prima. Apri «Firma», prepara di nuovo il PDF e firmalo, poi invia."
    ),
    SigningState.LAPSED: _(
        "La firma caricata non vale più: un certificato è scaduto, o chi ha firmato non può più "
        "firmare per l'ente. Apri «Firma» e carica il documento firmato di nuovo, poi invia."
    ),
}
