"""Words of granted money as people read them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.labels import StateLabel
from calls.labels.letters import CALL_CODE, CALL_TITLE
from funding.enums import AwardState, InstalmentKind, PaymentState, ReductionKind
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
    ),
)
