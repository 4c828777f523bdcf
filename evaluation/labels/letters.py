"""The letters of the evaluation, and what the office may name in words of its own."""

from django.utils.translation import gettext_lazy as _

from calls.labels.letters import CALL_CODE, CALL_TITLE
from wecare.notices.engine.catalogue import LetterType, Placeholder
from wecare.notices.enums import LetterKind

_TO_JUDGE = {
    "call_code": "FSE2-2026",
    "call_title": "Case che aiutano",
    "protocol": "7/2026",
    "number": 7,
    "year": 2026,
}
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
    LetterType(
        "evaluation/assessment_reopened",
        _("Riapertura di una valutazione firmata"),
        kind=LetterKind.FORMAL,
        placeholders=(
            CALL_CODE,
            CALL_TITLE,
            Placeholder("protocollo", "protocol", _("Protocollo"), "7/2026"),
            Placeholder("persona", "by", _("Chi l'ha riaperta"), "Paolo Giraudo"),
        ),
        example={**_TO_JUDGE, "by": "Paolo Giraudo"},
    ),
    LetterType(
        "evaluation/further_assessor_chosen",
        _("Una domanda in più da valutare"),
        kind=LetterKind.FORMAL,
        placeholders=(
            CALL_CODE,
            CALL_TITLE,
            Placeholder("protocollo", "protocol", _("Protocollo"), "7/2026"),
        ),
        example=_TO_JUDGE,
    ),
    LetterType(
        "evaluation/list_published",
        _("Pubblicazione della graduatoria"),
        kind=LetterKind.FORMAL,
        placeholders=(
            CALL_CODE,
            CALL_TITLE,
            Placeholder("protocollo", "protocol", _("Protocollo"), "7/2026"),
            Placeholder("esito", "outcome_label", _("Esito"), "Finanziata in parte"),
            Placeholder("posto", "position", _("Posto in graduatoria"), "12"),
            Placeholder("punti", "points", _("Punti"), "68,50"),
            Placeholder("richiesto", "requested", _("Contributo richiesto"), "100.000,00 €"),
            Placeholder("assegnato", "granted", _("Contributo assegnato"), "80.000,00 €"),
            Placeholder("motivi", "reasons", _("Perché"), "- Posto 12 di 40."),
            Placeholder(
                "termine",
                "last_day",
                _("Ultimo giorno per le osservazioni, se la graduatoria è provvisoria"),
                "17 novembre 2026",
            ),
        ),
        example={
            "call_code": "FSE2-2026",
            "call_title": "Case che aiutano",
            "stage": "provisional",
            "cause": "first",
            "version": 1,
            "published_at": "02/11/2026, ore 10:00",
            "last_day": "17 novembre 2026",
            "lot": "Lotto regionale",
            "protocol": "7/2026",
            "title": "Case che aiutano",
            "outcome_label": "Finanziata in parte",
            "position": 12,
            "points": "68,50",
            "requested": "100.000,00 €",
            "granted": "80.000,00 €",
            "reasons": ["Posto 12 di 40: 68,50 punti."],
            "application": "00000000-0000-0000-0000-000000000000",
        },
    ),
    LetterType(
        "evaluation/observation_answered",
        _("Risposta a un'osservazione sulla graduatoria"),
        kind=LetterKind.FORMAL,
        placeholders=(
            CALL_CODE,
            CALL_TITLE,
            Placeholder("protocollo", "protocol", _("Protocollo"), "7/2026"),
            Placeholder("risposta", "answer_label", _("Risposta"), "Non accolta"),
            Placeholder(
                "motivi", "reasons", _("Motivi della risposta"), "I punti sono quelli firmati."
            ),
        ),
        example={
            "call_code": "FSE2-2026",
            "call_title": "Case che aiutano",
            "version": 1,
            "protocol": "7/2026",
            "title": "Case che aiutano",
            "filed_at": "10/11/2026, ore 10:00",
            "answer": "not_accepted",
            "answer_label": "Non accolta",
            "reasons": "I punti sono quelli firmati dal nucleo.",
            "application": "00000000-0000-0000-0000-000000000000",
        },
    ),
    LetterType(
        "evaluation/departure_recorded",
        _("Uscita dalla graduatoria"),
        kind=LetterKind.FORMAL,
        placeholders=(
            CALL_CODE,
            CALL_TITLE,
            Placeholder("protocollo", "protocol", _("Protocollo"), "7/2026"),
            Placeholder("come", "kind_label", _("Come esce dalla graduatoria"), "Rinuncia"),
            Placeholder("contributo", "granted", _("Contributo assegnato"), "80.000,00 €"),
            Placeholder("motivo", "reason", _("Motivo"), "Non troviamo la sede."),
        ),
        example={
            "call_code": "FSE2-2026",
            "call_title": "Case che aiutano",
            "protocol": "7/2026",
            "title": "Case che aiutano",
            "kind": "renounced",
            "kind_label": "Rinuncia",
            "granted": "80.000,00 €",
            "reason": "Non troviamo la sede.",
            "act": "",
            "recorded_at": "10/12/2026, ore 10:00",
            "application": "00000000-0000-0000-0000-000000000000",
        },
    ),
)
