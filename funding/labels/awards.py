"""Words of awards, and of what takes from them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.labels import StateLabel
from calls.labels.letters import CALL_CODE, CALL_TITLE
from funding.enums import AwardState, ReductionKind
from wecare.notices.engine.catalogue import LetterType, Placeholder
from wecare.notices.enums import LetterKind

AWARD_STATES: dict[AwardState, StateLabel] = {
    AwardState.GRANTED: (_("Concesso"), "done", "it-check-circle"),
    AwardState.REPLACED: (_("Sostituito da un nuovo importo"), "closed", "it-refresh"),
    AwardState.RELEASED: (_("Cessato"), "closed", "it-close-circle"),
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
