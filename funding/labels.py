"""Words of granted money as people read them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.labels import StateLabel
from calls.labels.letters import CALL_CODE, CALL_TITLE
from funding.enums import (
    AwardState,
    ChangeKind,
    ChangeState,
    GuaranteeCallState,
    PlanCause,
    PlanState,
    RecoveryState,
    ReductionKind,
    RepaymentMethod,
    RequestState,
    RevocationState,
)
from funding.enums import AwardState, InstalmentKind, PaymentState, ReductionKind
    ExpenseImportState,
    ExpenseKind,
    LineState,
    ReductionKind,
    ReportState,
)
from wecare.notices.engine.catalogue import LetterType, Placeholder
from wecare.notices.enums import LetterKind

AWARD_STATES: dict[AwardState, StateLabel] = {
    AwardState.GRANTED: (_("Concesso"), "done", "it-check-circle"),
    AwardState.REPLACED: (_("Sostituito da un nuovo importo"), "closed", "it-refresh"),
    AwardState.RELEASED: (_("Tornato al bando"), "closed", "it-close-circle"),
}

REDUCTION_KINDS: dict[ReductionKind, str | Promise] = {
    ReductionKind.SAVING: _("Economia"),
    ReductionKind.PARTIAL_REVOCATION: _("Revoca parziale"),
}

AWARD_ORDERS: dict[str, str | Promise] = {
    "newest": _("Concessione, prima le ultime"),
    "oldest": _("Concessione, prima le più vecchie"),
    "greatest": _("Importo, prima i più alti"),
    "smallest": _("Importo, prima i più bassi"),
}

# Art. 7 D.Lgs 33/2013 and art. 52 c. 2 of the CAD: published data are reused on these terms alone.
REGISTER_USE = _(
    "Dati riutilizzabili liberamente, citando la fonte e rispettandone l'integrità (art. 7 D.Lgs 33/2013)."
)

OUTCOME_LETTER = LetterType(
    "funding/outcome",
    _("Esito di una domanda"),
    kind=LetterKind.FORMAL,
    placeholders=(
        CALL_CODE,
        CALL_TITLE,
        Placeholder("atto", "act", _("L'atto"), "DD 40/A2203A/2027"),
        Placeholder("ente", "organisation", _("L'ente"), "Associazione Beta"),
        Placeholder("titolo", "title", _("Titolo del progetto"), "Una casa per tutti"),
        Placeholder("protocollo", "protocol", _("Protocollo"), "4821/2026"),
        Placeholder("esito", "outcome_label", _("Esito"), "Finanziata"),
        Placeholder("posto", "position", _("Posto in graduatoria"), "3"),
        Placeholder("punti", "points", _("Punti"), "71,50"),
        Placeholder("richiesto", "requested", _("Contributo richiesto"), "80.000,00 €"),
        Placeholder("concesso", "granted", _("Contributo concesso"), "80.000,00 €"),
        Placeholder("motivi", "reasons", _("Perché"), "- Posto 3: 71,50 punti."),
    ),
    example={
        "act": "DD 40/A2203A/2027",
        "adopted_on": "14 gennaio 2027",
        "call_code": "FSE2-2026",
        "call_title": "Case che aiutano",
        "lot": "Lotto territoriale",
        "protocol": "4821/2026",
        "organisation": "Associazione Beta",
        "title": "Una casa per tutti",
        "outcome_label": "Finanziata",
        "position": 3,
        "points": "71,50",
        "requested": "80.000,00 €",
        "granted": "80.000,00 €",
        "reasons": ["Posto 3: 71,50 punti."],
        "application": "00000000-0000-4000-8000-000000000000",
    },
)

CHANGE_KINDS: dict[ChangeKind, str | Promise] = {
    ChangeKind.MINOR: _("Comunicazione di variazione"),
    ChangeKind.SUBSTANTIAL: _("Richiesta di variazione"),
    ChangeKind.EXTENSION: _("Richiesta di proroga"),
}
CHANGE_STATES: dict[ChangeState, StateLabel] = {
    ChangeState.NOTICED: (_("In vigore, l'ufficio la legge"), "info", "it-info-circle"),
    ChangeState.NOTED: (_("In vigore, presa d'atto"), "done", "it-check-circle"),
    ChangeState.OBJECTED: (_("Non ammessa dall'ufficio"), "closed", "it-close-circle"),
    ChangeState.ASKED: (_("Aspetta la decisione"), "todo", "it-clock"),
    ChangeState.APPROVED: (_("Approvata"), "done", "it-check-circle"),
    ChangeState.REFUSED: (_("Non approvata"), "closed", "it-close-circle"),
    ChangeState.WITHDRAWN: (_("Ritirata"), "closed", "it-refresh"),
}
REVOCATION_STATES: dict[RevocationState, StateLabel] = {
    RevocationState.NOTICED: (_("Avviata: si può rispondere"), "warning", "it-warning-circle"),
    RevocationState.ASSESSED: (_("Valutata: manca l'atto"), "todo", "it-clock"),
    RevocationState.DROPPED: (_("Archiviata"), "closed", "it-close-circle"),
    RevocationState.DONE: (_("Revocato"), "closed", "it-close-circle"),
}
RECOVERY_STATES: dict[RecoveryState, StateLabel] = {
    RecoveryState.OPEN: (_("Da restituire"), "warning", "it-warning-circle"),
    RecoveryState.CLOSED: (_("Restituito"), "done", "it-check-circle"),
}
PLAN_STATES: dict[PlanState, StateLabel] = {
    PlanState.ASKED: (_("Rate chieste"), "todo", "it-clock"),
    PlanState.GRANTED: (_("Rate concesse"), "done", "it-check-circle"),
    PlanState.REFUSED: (_("Rate non concesse"), "closed", "it-close-circle"),
}

METHODS: dict[RepaymentMethod, str | Promise] = {
    RepaymentMethod.CONSTANT_INSTALMENT: _("rata costante (alla francese)"),
    RepaymentMethod.CONSTANT_CAPITAL: _("quota di capitale costante"),
}

EVERY: dict[int, str | Promise] = {
    1: _("ogni mese"),
    2: _("ogni due mesi"),
    3: _("ogni tre mesi"),
    4: _("ogni quattro mesi"),
    6: _("ogni sei mesi"),
    12: _("ogni anno"),
}

TERMS_REFUSED: dict[str, str | Promise] = {
    "rate": _("Il tasso annuo va da 0 a 100 %."),
    "every": _("Le rate sono ogni 1, 2, 3, 4, 6 o 12 mesi."),
    "months": _("La durata va da una rata a 480 mesi, ed è fatta di periodi interi."),
    "grace": _("Il preammortamento è più corto della durata, ed è fatto di periodi interi."),
    "debt": _("L'importo del prestito è più di zero."),
}

PLAN_CAUSES: dict[PlanCause, str | Promise] = {
    PlanCause.DISBURSEMENT: _("erogazione"),
    PlanCause.EARLY_REPAYMENT: _("estinzione anticipata"),
}

REQUEST_STATES: dict[RequestState, StateLabel] = {
    RequestState.ASKED: (_("Da approvare"), "todo", "it-clock"),
    RequestState.PAID: (_("Erogata"), "done", "it-check-circle"),
    RequestState.REFUSED: (_("Respinta"), "closed", "it-close-circle"),
}

GUARANTEE_CALL_STATES: dict[GuaranteeCallState, StateLabel] = {
    GuaranteeCallState.ASKED: (_("Da verificare"), "todo", "it-clock"),
    GuaranteeCallState.CHECKED: (_("Da approvare"), "todo", "it-clock"),
    GuaranteeCallState.PAID: (_("Pagata"), "done", "it-check-circle"),
    GuaranteeCallState.REFUSED: (_("Respinta"), "closed", "it-close-circle"),
}

ROW_STATES: dict[str, StateLabel] = {
    "settled": (_("Pagata"), "done", "it-check-circle"),
    "overdue": (_("Scaduta"), "warning", "it-warning-circle"),
    "open": (_("Da pagare"), "info", "it-clock"),
}
INSTALMENT_KINDS: dict[InstalmentKind, str | Promise] = {
    InstalmentKind.ADVANCE: _("Anticipo"),
    InstalmentKind.INTERIM: _("Acconto"),
    InstalmentKind.BALANCE: _("Saldo"),
}

PAYMENT_STATES: dict[PaymentState, StateLabel] = {
    PaymentState.ASKED: (_("Da controllare"), "info", "it-clock"),
    PaymentState.RETURNED: (_("Da correggere"), "todo", "it-pencil"),
    PaymentState.CHECKED: (_("Da approvare"), "info", "it-clock"),
    PaymentState.APPROVED: (_("Approvato, da ordinare"), "info", "it-check"),
    PaymentState.ORDERED: (_("Ordinato, in attesa della banca"), "info", "it-clock"),
    PaymentState.PAID: (_("Pagato"), "done", "it-check-circle"),
    PaymentState.WITHDRAWN: (_("Ritirata"), "closed", "it-close-circle"),
}
PAYMENT_STEPS = (_("Chiesto"), _("Controllato"), _("Approvato"), _("Ordinato"), _("Pagato"))

_PAYMENT_PLACEHOLDERS = (
    CALL_CODE,
    CALL_TITLE,
    Placeholder("ente", "organisation", _("L'ente"), "Associazione Beta"),
    Placeholder("protocollo", "protocol", _("Protocollo"), "4821/2026"),
    Placeholder("tipo", "kind", _("Che cosa"), "Anticipo"),
    Placeholder("numero", "number", _("Numero della richiesta"), "1"),
    Placeholder("importo", "amount", _("Importo"), "32.000,00 €"),
    Placeholder("motivo", "reason", _("Motivo"), "L'IBAN è di un altro ente."),
)
_PAYMENT_EXAMPLE = {
    "call_code": "FSE2-2026",
    "call_title": "Case che aiutano",
    "organisation": "Associazione Beta",
    "protocol": "4821/2026",
    "kind": "Anticipo",
    "number": 1,
    "amount": "32.000,00 €",
    "asked": "32.000,00 €",
    "iban": "IT60 … 3456",
    "on": "14 gennaio 2027",
    "reason": "L'IBAN è di un altro ente.",
    "address": "/area/contributi/1/pagamenti/1/",
}
PAYMENT_LETTERS = (
    LetterType(
        "funding/payment_paid",
        _("Pagamento eseguito"),
        kind=LetterKind.FORMAL,
        placeholders=_PAYMENT_PLACEHOLDERS,
        example=_PAYMENT_EXAMPLE,
    ),
    LetterType(
        "funding/payment_returned",
        _("Richiesta di pagamento da correggere"),
        kind=LetterKind.FORMAL,
        placeholders=_PAYMENT_PLACEHOLDERS,
        example=_PAYMENT_EXAMPLE,
REPORT_STATES: dict[ReportState, StateLabel] = {
    ReportState.DRAFT: (_("Da inviare"), "draft", "it-pencil"),
    ReportState.SENT: (_("In controllo"), "todo", "it-clock"),
    ReportState.CHECKED: (_("Controllato"), "info", "it-check"),
    ReportState.CLOSED: (_("Chiuso"), "done", "it-check-circle"),
}
EXPENSE_KINDS: dict[ExpenseKind, str | Promise] = {
    ExpenseKind.INVOICE: _("Fattura"),
    ExpenseKind.RECEIPT: _("Ricevuta o scontrino"),
    ExpenseKind.PAYROLL: _("Cedolino o costo del personale"),
    ExpenseKind.MISSION: _("Trasferta"),
    ExpenseKind.DEPRECIATION: _("Ammortamento"),
    ExpenseKind.OTHER: _("Altro documento"),
}
LINE_STATES: dict[LineState, StateLabel] = {
    LineState.TO_CHECK: (_("Da controllare"), "todo", "it-clock"),
    LineState.ACCEPTED: (_("Accettata"), "done", "it-check-circle"),
    LineState.PARTLY: (_("Accettata in parte"), "warning", "it-warning-circle"),
    LineState.REFUSED: (_("Non accettata"), "closed", "it-close-circle"),
}
VERDICTS: dict[LineState, str | Promise] = {
    LineState.ACCEPTED: _("Accetta tutto"),
    LineState.PARTLY: _("Accetta in parte"),
    LineState.REFUSED: _("Non accettare"),
}
EXPENSE_IMPORT_STATES: dict[ExpenseImportState, StateLabel] = {
    ExpenseImportState.WAITING: (_("In lettura"), "info", "it-clock"),
    ExpenseImportState.RECORDED: (_("Registrato"), "done", "it-check-circle"),
    ExpenseImportState.REFUSED: (_("Da correggere"), "warning", "it-warning-circle"),
    ExpenseImportState.FAILED: (_("Non riuscito"), "stop", "it-error"),
}

_REPORT_PLACES = (
    Placeholder("protocollo", "protocol", _("Protocollo"), "4821/2026"),
    Placeholder("numero", "number", _("Numero del rendiconto"), "1"),
)
_REPORT_EXAMPLE = {"protocol": "4821/2026", "award": 1, "number": 1}
EXPENSE_LETTERS = (
    LetterType(
        "funding/expenses_read",
        _("Lettura di un file di spese"),
        placeholders=(
            *_REPORT_PLACES,
            Placeholder("file", "filename", _("Nome del file"), "spese.xlsx"),
        ),
        example={
            **_REPORT_EXAMPLE,
            "filename": "spese.xlsx",
            "job": 1,
            "rows": 40,
            "problems": 0,
            "is_recorded": True,
        },
    ),
    LetterType(
        "funding/report_closed",
        _("Esito di un rendiconto"),
        kind=LetterKind.FORMAL,
        placeholders=(
            *_REPORT_PLACES,
            Placeholder("accettato", "accepted", _("Spesa accettata"), "20.000,00 €"),
            Placeholder("contributo", "grant", _("Contributo che ne deriva"), "16.000,00 €"),
        ),
        example={
            **_REPORT_EXAMPLE,
            "imputed": "21.000,00 €",
            "accepted": "20.000,00 €",
            "grant": "16.000,00 €",
            "note": "",
        },
    ),
)
