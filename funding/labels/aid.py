"""Words of the forms of aid: loans and guarantees."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.labels import StateLabel
from funding.enums import GuaranteeCallState, PlanCause, RepaymentMethod, RequestState

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
