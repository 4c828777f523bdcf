"""FESR: a desk for social and small firms, two lines of the measure, loans and guarantees.

Real are the two lines with their money, who asks for each, the sizes and the forms of aid of the
strategy, the three themes, and that the desk goes on until the money ends. Which shares of a loan the
fund covers was not found.
"""

from typing import Any

from wecare.portal.demonstration.examples.marks import (
    INVENTED,
    OFFICE,
    PIEMONTE,
    criterion,
    real,
    text,
)

_STRATEGY = real("strategia WE.CA.RE.")
_CALL = real("bando FESR del 24 agosto 2018")
_THEMES = ["salute e benessere", "cambiamento demografico", "povertà ed esclusione sociale"]

DRAFT: dict[str, Any] = {
    "identity": {
        "title": "Esempio: attività imprenditoriali che producono effetti socialmente desiderabili",
        "summary": (
            "Sportello valutativo in ordine di arrivo, fino a esaurimento delle risorse, su due linee. "
            "Linee, importi, dimensioni, forme di aiuto e temi sono reali; il resto sono dati "
            "dimostrativi."
        ),
        **OFFICE,
    },
    "window": {
        "procedure": "desk",
        "stop_percent": "100.00",
        "desk_article": real("fino a esaurimento delle risorse"),
    },
    "lots": [
        {
            "code": "A",
            "title": "Linea A – grandi progetti di imprese sociali",
            "amount": "4000000.00",
            "allocation": "skip",
            "article": _STRATEGY,
            "kinds": ["social_enterprise", "social_cooperative"],
            "sizes": ["micro", "small", "medium"],
            "nonprofit": True,
            "minimum_value": "1000000.00",
            "aid_forms": ["loan", "guarantee"],
        },
        {
            "code": "B",
            "title": "Linea B – piccoli progetti di micro e piccole imprese",
            "amount": "1000000.00",
            "line": "B",
            "allocation": "skip",
            "article": _STRATEGY,
            "sizes": ["micro", "small"],
            "maximum_value": "100000.00",
            "aid_forms": ["capital", "loan", "guarantee"],
        },
    ],
    "eligibility": {
        "eligible_kinds": [
            "social_enterprise",
            "social_cooperative",
            "micro_firm",
            "small_firm",
        ],
        "article": _CALL,
        "provinces": PIEMONTE,
        "seat_article": INVENTED,
    },
    "partnership": {
        "groups": True,
        "maximum": 10,
        "count_article": "singole o aggregate reale; numero massimo dimostrativo",
        "kinds": [
            "social_enterprise",
            "social_cooperative",
            "micro_firm",
            "small_firm",
            "medium_firm",
            "consortium",
        ],
        "kinds_article": INVENTED,
    },
    "amounts": {
        "minimum_value": "10000.00",
        "article": "minimo dimostrativo; prestito fino al 100 % reale",
    },
    "duration": {"maximum_months": 24, "article": INVENTED},
    "sections": [
        {
            "code": "progetto",
            "title": "Il progetto",
            "questions": [
                {
                    "code": "tema",
                    "label": "Quale tema prioritario affronta?",
                    "kind": "choice",
                    "choices": _THEMES,
                    "article": _STRATEGY,
                },
                text("sintesi", "Il progetto in breve", 300),
                text("effetti", "Quali effetti per le persone e il territorio?", 200),
            ],
        }
    ],
    "attachments": [
        {
            "code": "bilanci",
            "title": "Ultimi due bilanci",
            "obligation": "exclusion",
            "article": INVENTED,
        },
        {
            "code": "preventivi",
            "title": "Preventivi delle spese",
            "obligation": "completable",
            "article": INVENTED,
        },
    ],
    "costs": [
        {
            "code": "beni",
            "title": "Impianti, macchinari e attrezzature",
            "article": real("spese ammissibili"),
        },
        {"code": "personale", "title": "Personale", "article": real("spese ammissibili")},
        {
            "code": "consulenze",
            "title": "Consulenze, competenze e brevetti",
            "maximum_percent": "40.00",
            "article": "voce reale, massimo dimostrativo",
        },
    ],
    "criteria": {
        "classes": [{"code": "A", "title": "Valutazione"}],
        "criteria": [
            criterion("A1", "A", "Effetti sociali", "60.00"),
            criterion("A2", "A", "Sostenibilità economica", "40.00"),
        ],
        "total_threshold": "60.00",
        "assessors": 3,
        "article": INVENTED,
    },
    "ties": [{"kind": "earlier_protocol", "article": INVENTED}],
    "terms": {
        "rejection_days": 10,
        "rejection_article": "art. 10-bis L. 241/1990",
        "signature": "either",
        "signature_article": INVENTED,
    },
}
