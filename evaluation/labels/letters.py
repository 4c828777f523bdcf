"""The letters of the evaluation, and what the office may name in words of its own."""

from django.utils.translation import gettext_lazy as _

from calls.labels.letters import CALL_CODE, CALL_TITLE
from wecare.notices.engine.catalogue import LetterType, Placeholder
from wecare.notices.enums import LetterKind

LETTERS = (
    LetterType(
        "evaluation/panel_appointed",
        _("Nomina nel nucleo di valutazione"),
        kind=LetterKind.FORMAL,
        placeholders=(
            CALL_CODE,
            CALL_TITLE,
            Placeholder("atto", "act", _("L'atto di nomina"), "DD 12/A2203A/2026"),
        ),
        example={
            "call_code": "FSE2-2026",
            "call_title": "Case che aiutano",
            "act": "DD 12/A2203A/2026",
            "role": "chair",
        },
    ),
    LetterType(
        "evaluation/session_convened",
        _("Convocazione di una seduta del nucleo"),
        kind=LetterKind.FORMAL,
        placeholders=(
            CALL_CODE,
            CALL_TITLE,
            Placeholder(
                "quando",
                "convened_for",
                _("Quando si tiene"),
                "lunedì 23 novembre 2026, ore 12:00",
            ),
            Placeholder("dove", "place", _("Dove si tiene"), "Sala A, via Bertola 34, Torino"),
        ),
        example={
            "call_code": "FSE2-2026",
            "call_title": "Case che aiutano",
            "convened_for": "lunedì 23 novembre 2026, ore 12:00",
            "place": "Sala A, via Bertola 34, Torino",
            "agenda": ["Insediamento", "Criteri di lavoro"],
        },
    ),
)
