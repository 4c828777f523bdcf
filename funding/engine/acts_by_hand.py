"""The blanks of the acts by which an award ends before its time."""

from calls.engine.acts_by_hand import PREMISES, REASONS
from wecare.acts.engine.by_hand import Blank
from wecare.acts.engine.catalogue import gettext_noop as _
from wecare.acts.enums import VariableKind

_OF_AWARD = (
    Blank(
        "organisation",
        "ente.nome",
        VariableKind.TEXT,
        _("Ente"),
        _("Il nome dell'ente beneficiario."),
        "Cooperativa Alfa",
    ),
    Blank(
        "fiscal_code",
        "ente.codice_fiscale",
        VariableKind.TEXT,
        _("Codice fiscale dell'ente"),
        _("Undici cifre, o il codice della persona."),
        "90009000010",
    ),
    Blank(
        "protocol",
        "domanda.protocollo",
        VariableKind.TEXT,
        _("Protocollo della domanda"),
        _("Numero e anno."),
        "4821/2026",
    ),
    Blank(
        "cup",
        "progetto.cup",
        VariableKind.TEXT,
        _("CUP del progetto"),
        _("Il codice unico di progetto."),
        "J11B21000010007",
        required=False,
    ),
    Blank(
        "grant_act",
        "concessione.atto",
        VariableKind.TEXT,
        _("Atto di concessione"),
        _("Numero e data dell'atto."),
        "DD 12/A2203A/2026 del 20 novembre 2026",
    ),
    Blank(
        "granted",
        "contributo",
        VariableKind.AMOUNT,
        _("Contributo concesso"),
        _("Quanto concede quell'atto."),
        "80000.00",
    ),
    PREMISES,
)
RENUNCIATION_BLANKS = (
    *_OF_AWARD,
    Blank(
        "renounced_on",
        "rinuncia.data",
        VariableKind.DATE,
        _("Data della rinuncia"),
        _("Il giorno in cui l'ente ha rinunciato."),
        "3 dicembre 2026",
    ),
    Blank(
        "renounced_protocol",
        "rinuncia.protocollo",
        VariableKind.TEXT,
        _("Protocollo della rinuncia"),
        _("Numero e anno."),
        "6001/2026",
    ),
    Blank(
        "released",
        "somma",
        VariableKind.AMOUNT,
        _("Somma che si libera"),
        _("Quanto torna disponibile."),
        "80000.00",
    ),
)
REVOCATION_BLANKS = (
    *_OF_AWARD,
    REASONS,
    Blank(
        "notice",
        "avvio",
        VariableKind.TEXT,
        _("Comunicazione di avvio"),
        _("Protocollo e data della comunicazione di avvio del procedimento."),
        "prot. 6100/2026 del 4 dicembre 2026",
    ),
    Blank(
        "observations",
        "osservazioni",
        VariableKind.PARAGRAPHS,
        _("Osservazioni dell'ente"),
        _("Che cosa ha osservato l'ente e perché non basta; vuoto se non ha osservato."),
        ["l'ente riferisce un ritardo dei lavori: il termine era già prorogato;"],
        required=False,
    ),
    Blank(
        "revoked",
        "somma",
        VariableKind.AMOUNT,
        _("Somma revocata"),
        _("Tutto il contributo, o una parte."),
        "30000.00",
    ),
    Blank(
        "recovered",
        "recupero",
        VariableKind.AMOUNT,
        _("Somma da recuperare"),
        _("Quanto è già stato pagato e va restituito, se c'è."),
        "10000.00",
        required=False,
    ),
    Blank(
        "recovery_days",
        "recupero.giorni",
        VariableKind.INTEGER,
        _("Giorni per restituire"),
        _("Contati dal ricevimento dell'atto."),
        60,
        required=False,
    ),
)
