"""Drafts of the demonstration's calls. Amounts of lots are real where said; the rest is invented."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any

_CLASSES = [
    {"code": "A", "title": "Soggetto proponente", "threshold": None},
    {"code": "B", "title": "Qualità della proposta", "threshold": "20.00"},
    {"code": "C", "title": "Priorità", "threshold": None},
    {"code": "D", "title": "Sostenibilità", "threshold": None},
]


def _criterion(code: str, title: str, maximum: str, explained: str) -> dict[str, Any]:
    return {
        "code": code,
        "class_code": code[0],
        "title": title,
        "help": explained,
        "maximum": maximum,
        "weight": "1.00",
        "threshold": None,
    }


_CRITERIA = [
    _criterion(
        "A1", "Esperienza e rete", "20.00", "Progetti simili già realizzati, collaborazioni."
    ),
    _criterion("B1", "Analisi del bisogno", "10.00", "Dati, fonti, ascolto delle persone."),
    _criterion("B2", "Innovatività", "20.00", "Che cosa cambia rispetto ai servizi di oggi."),
    _criterion("B3", "Coerenza tra attività e spese", "10.00", "Ogni spesa serve a un'attività."),
    _criterion(
        "C1", "Integrazione con il territorio", "15.00", "Legami con i Distretti e i loro progetti."
    ),
    _criterion("D1", "Sostenibilità nel tempo", "15.00", "Che cosa resta dopo il contributo."),
    _criterion("D2", "Replicabilità", "10.00", "Chi altro può farlo, e come."),
]
_QUESTIONS = [
    {
        "code": "progetto",
        "title": "Il progetto",
        "intro": "Racconta il progetto a chi non lo conosce.",
        "questions": [
            {
                "code": "sintesi",
                "label": "Il progetto in breve",
                "help": "Che cosa fate, per chi, dove.",
                "kind": "text",
                "required": True,
                "max_words": 150,
                "choices": [],
                "article": "art. 6",
            },
            {
                "code": "bisogno",
                "label": "Quale bisogno affronta?",
                "help": "Porta dati e fonti.",
                "kind": "text",
                "required": True,
                "max_words": 300,
                "choices": [],
                "article": "art. 6",
            },
            {
                "code": "persone",
                "label": "Quante persone raggiunge?",
                "help": "Una stima, in numero di persone.",
                "kind": "number",
                "required": True,
                "max_words": None,
                "choices": [],
                "article": "art. 6",
            },
        ],
    },
    {
        "code": "tempi",
        "title": "Tempi e luoghi",
        "intro": "",
        "questions": [
            {
                "code": "inizio",
                "label": "Quando inizia?",
                "help": "Per esempio 01/03/2027.",
                "kind": "date",
                "required": True,
                "max_words": None,
                "choices": [],
                "article": "art. 7",
            },
            {
                "code": "territorio",
                "label": "In quale quadrante?",
                "help": "",
                "kind": "choice",
                "required": True,
                "max_words": None,
                "choices": ["Torino", "Granda", "Asti-Alessandria", "Nord-Est"],
                "article": "art. 7",
            },
        ],
    },
]
_ATTACHMENTS = [
    {
        "code": "statuto",
        "title": "Statuto o atto costitutivo",
        "help": "La versione in vigore.",
        "obligation": "exclusion",
        "article": "art. 8",
    },
    {
        "code": "bilancio",
        "title": "Ultimo bilancio approvato",
        "help": "",
        "obligation": "completable",
        "article": "art. 8",
    },
    {
        "code": "lettere",
        "title": "Lettere di sostegno",
        "help": "In un solo PDF.",
        "obligation": "optional",
        "article": "art. 8",
    },
]


def _cost(code: str, title: str, low: str | None, high: str | None) -> dict[str, Any]:
    return {
        "code": code,
        "title": title,
        "help": "",
        "minimum_percent": low,
        "maximum_percent": high,
        "article": "art. 9",
    }


_COSTS = [
    _cost("preparazione", "Preparazione", None, "10.00"),
    _cost("realizzazione", "Realizzazione", "70.00", None),
    _cost("diffusione", "Diffusione dei risultati", None, "10.00"),
    _cost("direzione", "Direzione e controllo", None, "10.00"),
]


def draft(
    *,
    title: str,
    summary: str,
    lots: list[dict[str, Any]],
    kinds: list[str],
    minimum: str,
    maximum: str | None,
    opens_at: datetime,
    closes_at: datetime,
    terms: Mapping[str, Any],
) -> dict[str, Any]:
    """A complete draft; amounts in euro as text, instants as ISO 8601 with offset."""
    return deepcopy(
        {
            "identity": {
                "title": title,
                "summary": summary,
                "responsible_office": "A2203A – Progettazione ed innovazione sociale",
                "contact": "wecare@regione.piemonte.it",
            },
            "window": {
                "opens_at": opens_at.isoformat(),
                "closes_at": closes_at.isoformat(),
                "article": "art. 4",
            },
            "lots": lots,
            "eligibility": {"eligible_kinds": kinds, "article": "art. 3"},
            "amounts": {
                "minimum_value": minimum,
                "maximum_value": maximum,
                "maximum_grant": None,
                "maximum_rate": None,
                "minimum_own_share": "20.00",
                "article": "art. 5",
            },
            "sections": _QUESTIONS,
            "attachments": _ATTACHMENTS,
            "costs": _COSTS,
            "criteria": {
                "classes": _CLASSES,
                "criteria": _CRITERIA,
                "total_threshold": "60.00",
                "aggregation": "mean",
                "assessors": 3,
                "article": "art. 10",
            },
            "ties": [
                {"kind": "class", "reference": "B", "article": "art. 11"},
                {"kind": "class", "reference": "D", "article": "art. 11"},
                {"kind": "earlier_instant", "reference": "", "article": "art. 11"},
            ],
            **({"terms": dict(terms)} if terms else {}),
        }
    )


def lot(code: str, title: str, amount: str, *, allocation: str = "offer_rest") -> dict[str, Any]:
    """One lot of a draft, euro as text."""
    return {
        "code": code,
        "title": title,
        "amount": amount,
        "allocation": allocation,
        "article": "art. 2",
    }
