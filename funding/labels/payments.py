"""Words of payments."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.labels import StateLabel
from calls.labels.letters import CALL_CODE, CALL_TITLE
from funding.enums import InstalmentKind, PaymentState
from wecare.notices.engine.catalogue import LetterType, Placeholder
from wecare.notices.enums import LetterKind

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

PAYMENT_STEPS = (
    _("Richiesta"),
    _("Controllo"),
    _("Approvazione"),
    _("Ordine alla banca"),
    _("Pagamento"),
)

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
    ),
)
