"""Words of expense reports."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.labels import StateLabel
from funding.enums import ExpenseImportState, ExpenseKind, LineState, ReportState
from wecare.notices.engine.catalogue import LetterType, Placeholder
from wecare.notices.enums import LetterKind

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
