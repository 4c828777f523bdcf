"""The letters about changes, exits and recoveries of an award, and what each says."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.labels.letters import CALL_CODE, CALL_TITLE
from funding.models import Award
from wecare.core.components.formats import day, instant_due
from wecare.core.money import format_amount
from wecare.notices.engine.catalogue import LetterType, Placeholder
from wecare.notices.enums import LetterKind

_EXAMPLE = {
    "call_code": "FSE2-2026",
    "call_title": "Case che aiutano",
    "organisation": "Associazione Beta",
    "protocol": "4821/2026",
    "award": 7,
}
_COMMON = (
    CALL_CODE,
    CALL_TITLE,
    Placeholder("ente", "organisation", _("L'ente"), "Associazione Beta"),
    Placeholder("protocollo", "protocol", _("Protocollo"), "4821/2026"),
)
_ACT = Placeholder("atto", "act", _("L'atto"), "DD 40/A2203A/2027")
_REASON = Placeholder("motivo", "reason", _("Motivo"), "Le attività non sono iniziate.")
_AMOUNT = Placeholder("somma", "amount", _("Somma"), "30.000,00 €")
_UNTIL = Placeholder("entro", "until", _("Entro quando"), "lunedì 14 dicembre 2026, ore 23:59")
_OUTCOME = Placeholder("esito", "outcome", _("Esito"), "Approvata")


def letter_of(award: Award, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a letter about the award says: dates, instants and amounts in words."""
    call = award.decree.ranked_list.call
    return {
        "call_code": call.code,
        "call_title": call.title,
        "organisation": award.organisation.name,
        "protocol": award.submission.protocol,
        "award": award.pk,
        **{name: _said(value) for name, value in facts.items()},
    }


def _said(value: Any) -> Any:
    match value:
        case datetime():
            return instant_due(value)
        case date():
            return day(value)
        case Decimal():
            return format_amount(value)
        case Promise():
            return str(value)
    return value


def letter_type(name: str, title: str | Promise, *more: Placeholder, **example: Any) -> LetterType:
    """A letter about an award that always leaves, with what it may say besides whose it is."""
    said = {each.source: each.example for each in more}
    return LetterType(
        name,
        title,
        kind=LetterKind.FORMAL,
        placeholders=(*_COMMON, *more),
        example={**_EXAMPLE, **said, **example},
    )


LETTERS = (
    letter_type(
        "funding/change_received", _("Variazione o proroga ricevuta"), _REASON, what="proroga"
    ),
    letter_type(
        "funding/change_decided", _("Esito di una variazione o proroga"), _OUTCOME, _REASON, _ACT
    ),
    letter_type("funding/revocation_started", _("Avvio di una revoca"), _AMOUNT, _REASON, _UNTIL),
    letter_type("funding/observation_received", _("Osservazioni su una revoca ricevute"), _UNTIL),
    letter_type("funding/revocation_dropped", _("Revoca archiviata"), _REASON),
    letter_type("funding/revocation_done", _("Revoca di un contributo"), _AMOUNT, _ACT, _REASON),
    letter_type("funding/award_ended", _("Presa d'atto di una rinuncia"), _ACT),
    letter_type(
        "funding/recovery_opened", _("Richiesta di restituzione"), _AMOUNT, _REASON, _UNTIL, _ACT
    ),
    letter_type(
        "funding/recovery_received",
        _("Restituzione ricevuta"),
        _AMOUNT,
        interest="120,00 €",
        capital="29.880,00 €",
        left="0,00 €",
    ),
    letter_type(
        "funding/instalments_decided", _("Esito della richiesta di rate"), _OUTCOME, _REASON
    ),
    letter_type("funding/recovery_closed", _("Restituzione conclusa"), _AMOUNT),
    letter_type(
        "funding/award_closed", _("Chiusura di un contributo"), _AMOUNT, _REASON, saved="1.500,00 €"
    ),
)
