"""The blanks of the acts of an evaluation: panel, lists, second phase."""

from calls.engine.acts_by_hand import OF_CALL
from wecare.acts.engine.by_hand import Blank
from wecare.acts.engine.catalogue import gettext_noop as _
from wecare.acts.enums import VariableKind

_OF_LIST = (
    *OF_CALL,
    Blank(
        "version",
        "graduatoria.versione",
        VariableKind.INTEGER,
        _("Versione della graduatoria"),
        _("La versione che si approva."),
        1,
    ),
    Blank(
        "check_code",
        "graduatoria.codice",
        VariableKind.TEXT,
        _("Codice di verifica della graduatoria"),
        _("Sta sul PDF della graduatoria."),
        "WCR-7K4P-92QX",
    ),
    Blank(
        "digest",
        "graduatoria.impronta",
        VariableKind.TEXT,
        _("Impronta dei dati della graduatoria"),
        _("Sta sul PDF e sulla pagina della graduatoria."),
        "9f2c41d09f2c41d09f2c41d09f2c41d09f2c41d09f2c41d09f2c41d09f2c41d0",
    ),
)
PANEL_BLANKS = (
    *OF_CALL,
    Blank(
        "members",
        "nucleo.componenti",
        VariableKind.PARAGRAPHS,
        _("Componenti del nucleo"),
        _("Uno per riga, con la funzione: presidente, componente, supplente."),
        ["Anna Neri, presidente;", "Mario Rossi, componente;", "Luca Verdi, componente;"],
    ),
    Blank(
        "secretary",
        "nucleo.segretario",
        VariableKind.TEXT,
        _("Segretario"),
        _("Chi redige i verbali, se c'è."),
        "Carla Bianchi",
        required=False,
    ),
)
PROVISIONAL_BLANKS = (
    *_OF_LIST,
    Blank(
        "days",
        "osservazioni.giorni",
        VariableKind.INTEGER,
        _("Giorni per le osservazioni"),
        _("Contati dalla pubblicazione."),
        10,
    ),
)
DEFINITIVE_BLANKS = (
    *_OF_LIST,
    Blank(
        "provisional_act",
        "provvisoria.atto",
        VariableKind.TEXT,
        _("Atto della graduatoria provvisoria"),
        _("Numero e data; vuoto se non c'è stata."),
        "DD 10/A2203A/2026 del 2 novembre 2026",
        required=False,
    ),
    Blank(
        "observations",
        "osservazioni.esito",
        VariableKind.PARAGRAPHS,
        _("Esito delle osservazioni"),
        _("Un punto per osservazione; vuoto se non ce ne sono."),
        ["l'osservazione prot. 5001/2026 è accolta;"],
        required=False,
    ),
)
SECOND_PHASE_BLANKS = (
    *OF_CALL,
    Blank(
        "admitted",
        "ammesse",
        VariableKind.PARAGRAPHS,
        _("Domande ammesse alla seconda fase"),
        _("Una per riga: protocollo, ente, titolo."),
        ["prot. 4821/2026, Cooperativa Alfa, Case che aiutano;"],
    ),
    Blank(
        "refused",
        "non_ammesse",
        VariableKind.PARAGRAPHS,
        _("Domande non ammesse"),
        _("Una per riga, con il motivo."),
        ["prot. 4830/2026, Associazione Beta: sotto la soglia;"],
        required=False,
    ),
    Blank(
        "closes_on",
        "seconda_fase.scadenza",
        VariableKind.DATE,
        _("Scadenza della seconda fase"),
        _("L'ultimo giorno per presentare il progetto definitivo."),
        "30 giugno 2027",
    ),
)
