"""The blanks that every act of a call has, and those of acts that give more time or other rules."""

from wecare.acts.engine.by_hand import Blank
from wecare.acts.engine.catalogue import gettext_noop as _
from wecare.acts.enums import VariableKind

PREMISES = Blank(
    "premises",
    "premesse",
    VariableKind.PARAGRAPHS,
    _("Premesso che"),
    _("I fatti e gli atti precedenti, uno per riga."),
    ["il bando è stato pubblicato il 12 giugno 2026;"],
)
REASONS = Blank(
    "reasons",
    "motivi",
    VariableKind.PARAGRAPHS,
    _("Considerato che"),
    _("Le ragioni della decisione, una per riga."),
    ["i termini per concludere lo consentono;"],
)
OF_CALL = (
    Blank(
        "call",
        "bando.titolo",
        VariableKind.TEXT,
        _("Bando"),
        _("Il titolo del bando, come sta sull'atto che lo approva."),
        "Progetti di innovazione sociale",
    ),
    Blank(
        "call_code",
        "bando.codice",
        VariableKind.TEXT,
        _("Codice del bando"),
        _("Il codice con cui il bando sta nel portale."),
        "FSE2-2026",
    ),
    Blank(
        "call_act",
        "bando.atto",
        VariableKind.TEXT,
        _("Atto che approva il bando"),
        _("Numero e data dell'atto."),
        "DD 7/A2203A/2026 del 12 giugno 2026",
    ),
    PREMISES,
)
EXTENSION_BLANKS = (
    *OF_CALL,
    REASONS,
    Blank(
        "closed_on",
        "scadenza.prima",
        VariableKind.DATE,
        _("Scadenza di prima"),
        _("Il giorno in cui scadevano i termini."),
        "23 novembre 2026",
    ),
    Blank(
        "closes_on",
        "scadenza.nuova",
        VariableKind.DATE,
        _("Nuova scadenza"),
        _("Il giorno in cui scadono ora."),
        "10 dicembre 2026",
    ),
    Blank(
        "hour",
        "scadenza.ora",
        VariableKind.TEXT,
        _("Ora della nuova scadenza"),
        _("Ora italiana."),
        "12:00",
    ),
)
CORRECTION_BLANKS = (
    *OF_CALL,
    REASONS,
    Blank(
        "corrections",
        "rettifiche",
        VariableKind.PARAGRAPHS,
        _("Che cosa si rettifica"),
        _("Una rettifica per riga: articolo, testo di prima, testo nuovo."),
        ["all'articolo 5, «85.000,00» diventa «80.000,00»;"],
    ),
)
