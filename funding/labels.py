"""Words of granted money as people read them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.labels import StateLabel
from calls.labels.letters import CALL_CODE, CALL_TITLE
from funding.enums import (
    AwardState,
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
