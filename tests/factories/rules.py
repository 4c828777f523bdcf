"""Drafts and rulebooks for tests: one small call with two lots, as an officer would write it."""

from copy import deepcopy
from typing import Any

from calls.engine.compile import compile_rulebook
from calls.engine.rulebook import Rulebook

_DRAFT: dict[str, Any] = {
    "identity": {
        "title": "Progetti di innovazione sociale per il terzo settore",
        "summary": "Contributi a progetti di innovazione sociale.",
        "responsible_office": "Settore A2203A",
        "contact": "wecare@regione.piemonte.it",
    },
    "window": {
        "opens_at": "2026-09-01T09:00:00+02:00",
        "closes_at": "2026-11-23T12:00:00+01:00",
        "article": "art. 4",
    },
    "lots": [
        {
            "code": "T",
            "title": "Territoriale",
            "amount": "2900000.00",
            "allocation": "offer_rest",
            "article": "art. 10",
        },
        {"code": "R", "title": "Regionale", "amount": "700000.00", "allocation": "offer_rest"},
    ],
    "eligibility": {
        "eligible_kinds": ["ets_odv", "ets_aps", "social_cooperative"],
        "article": "art. 3",
    },
    "amounts": {
        "minimum_value": "85000.00",
        "maximum_value": "400000.00",
        "maximum_grant": "250000.00",
        "maximum_rate": "80.00",
        "minimum_own_share": "20.00",
        "article": "art. 5",
    },
    "sections": [
        {
            "code": "project",
            "title": "Descrizione",
            "questions": [
                {"code": "need", "label": "Bisogno", "kind": "text", "max_words": 5},
                {"code": "people", "label": "Persone", "kind": "number", "required": False},
                {"code": "fee", "label": "Quota", "kind": "money", "required": False},
                {"code": "start", "label": "Inizio", "kind": "date", "required": False},
                {
                    "code": "field",
                    "label": "Ambito",
                    "kind": "choice",
                    "choices": ["casa", "lavoro"],
                    "required": False,
                },
            ],
        }
    ],
    "attachments": [
        {
            "code": "deed",
            "title": "Atto costitutivo",
            "obligation": "exclusion",
            "article": "art. 7",
        },
        {"code": "letter", "title": "Lettera di un partner", "obligation": "completable"},
        {"code": "photo", "title": "Fotografia", "obligation": "optional"},
    ],
    "costs": [
        {
            "code": "prepare",
            "title": "Preparazione",
            "maximum_percent": "10.00",
            "article": "art. 6",
        },
        {"code": "work", "title": "Realizzazione", "minimum_percent": "70.00"},
        {"code": "spread", "title": "Diffusione"},
    ],
    "criteria": {
        "classes": [
            {"code": "A", "title": "Soggetto proponente"},
            {"code": "B", "title": "Proposta", "threshold": "20.00"},
        ],
        "criteria": [
            {"code": "A1", "class_code": "A", "title": "Esperienza", "maximum": "20.00"},
            {"code": "B1", "class_code": "B", "title": "Bisogno", "maximum": "30.00"},
            {
                "code": "B2",
                "class_code": "B",
                "title": "Novità",
                "maximum": "10.00",
                "weight": "5.00",
            },
        ],
        "total_threshold": "60.00",
        "article": "art. 8",
    },
    "ties": [
        {"kind": "class", "reference": "B", "article": "art. 9"},
        {"kind": "smaller_request"},
        {"kind": "earlier_instant"},
    ],
}


def draft(**sections: Any) -> dict[str, Any]:
    """A complete draft, with the given sections in place of its own."""
    return {**deepcopy(_DRAFT), **sections}


def changed(section: str, **values: Any) -> dict[str, Any]:
    """A complete draft with some values of one section changed; None takes a value away."""
    whole = draft()
    part = {**whole[section], **values}
    whole[section] = {name: value for name, value in part.items() if value is not None}
    return whole


def rules(**sections: Any) -> Rulebook:
    """The rulebook of a complete draft."""
    return compile_rulebook(draft(**sections), call_code="fse2-2026", fund="FSE")
