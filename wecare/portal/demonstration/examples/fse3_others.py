"""FSE3, the two calls beside the design one: institutional communication, and spreading by aggregators.

Known are the measures, who applies, the money of the second, and that the allocation of the first was
not found: it is what is left of the measure.
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

_ACT = real("D.G.R. 20-7648 del 2018")
_ENDING: dict[str, Any] = {
    "ties": [
        {"kind": "class", "reference": "A", "article": INVENTED},
        {"kind": "draw", "article": INVENTED},
    ],
    "terms": {
        "clarification_days": 10,
        "clarification_article": INVENTED,
        "signature": "either",
        "signature_article": INVENTED,
    },
}

SPREADING: dict[str, Any] = {
    "identity": {
        "title": "Esempio: disseminazione e diffusione del welfare aziendale",
        "summary": (
            "Informazione e formazione alle imprese da parte di enti aggregatori privati. Chi "
            "partecipa e la dotazione sono reali; il resto sono dati dimostrativi."
        ),
        **OFFICE,
    },
    "lots": [
        {
            "code": "U",
            "title": "Lotto unico",
            "amount": "1200000.00",
            "allocation": "offer_rest",
            "article": real("1.200.000 euro"),
        }
    ],
    "eligibility": {
        "eligible_kinds": ["association", "consortium", "foundation", "other"],
        "article": "enti aggregatori privati reale; elenco dei tipi dimostrativo",
        "provinces": PIEMONTE,
        "seat_article": INVENTED,
        "most_as_lead": 1,
        "cap_article": INVENTED,
    },
    "partnership": {
        "groups": True,
        "maximum": 5,
        "count_article": "in ATS reale, numero massimo dimostrativo",
    },
    "amounts": {
        "minimum_value": "30000.00",
        "maximum_value": "150000.00",
        "minimum_own_share": "20.00",
        "article": INVENTED,
    },
    "duration": {"maximum_months": 18, "article": INVENTED},
    "sections": [
        {
            "code": "progetto",
            "title": "Il progetto",
            "questions": [
                text("sintesi", "Che cosa si offre alle imprese?", 300),
                {
                    "code": "imprese",
                    "label": "Quante imprese si raggiungono?",
                    "kind": "number",
                    "article": INVENTED,
                },
            ],
        }
    ],
    "attachments": [
        {
            "code": "statuto",
            "title": "Statuto",
            "obligation": "completable",
            "article": INVENTED,
        }
    ],
    "costs": [
        {"code": "personale", "title": "Personale", "article": INVENTED},
        {
            "code": "comunicazione",
            "title": "Comunicazione",
            "maximum_percent": "40.00",
            "article": INVENTED,
        },
    ],
    "criteria": {
        "classes": [{"code": "A", "title": "Merito", "threshold": "50.00"}],
        "criteria": [
            criterion("A1", "A", "Qualità della proposta", "80.00"),
            {
                "code": "A2",
                "class_code": "A",
                "title": "Imprese raggiunte",
                "maximum": "20.00",
                "help": "Punteggio dimostrativo.",
                "computed": {
                    "function": "answer_number",
                    "question": "imprese",
                    "steps": [
                        {"value": "50.00", "points": "10.00"},
                        {"value": "150.00", "points": "20.00"},
                    ],
                    "article": INVENTED,
                },
            },
        ],
        "total_threshold": "60.00",
        "assessors": 3,
        "article": INVENTED,
    },
    **_ENDING,
}

COMMUNICATION: dict[str, Any] = {
    "identity": {
        "title": "Esempio: animazione e comunicazione istituzionale sul welfare aziendale",
        "summary": (
            "Iniziative di enti pubblici per far conoscere il welfare aziendale. Che sia rivolto a "
            "enti pubblici è reale; la dotazione non è nelle fonti consultate ed è dimostrativa, come "
            "il resto."
        ),
        **OFFICE,
    },
    "lots": [
        {
            "code": "U",
            "title": "Lotto unico",
            "amount": "300000.00",
            "allocation": "stop",
            "article": "dimostrativo: quello che resta della misura",
        }
    ],
    "eligibility": {
        "eligible_kinds": ["comune", "unione", "university", "public_body"],
        "article": "enti pubblici reale, D.G.R. 20-7648; elenco dei tipi dimostrativo",
        "provinces": PIEMONTE,
        "seat_article": INVENTED,
    },
    "partnership": {"caps": [{"role": "lead", "most": 1, "article": INVENTED}]},
    "amounts": {
        "minimum_value": "10000.00",
        "maximum_grant": "60000.00",
        "article": INVENTED,
    },
    "duration": {"maximum_months": 12, "article": INVENTED},
    "sections": [
        {
            "code": "iniziativa",
            "title": "L'iniziativa",
            "questions": [text("sintesi", "Che cosa si fa, dove e per chi?", 300)],
        }
    ],
    "attachments": [
        {
            "code": "delibera",
            "title": "Deliberazione dell'ente",
            "obligation": "exclusion",
            "article": INVENTED,
        }
    ],
    "costs": [
        {"code": "servizi", "title": "Servizi", "article": INVENTED},
        {"code": "personale", "title": "Personale interno", "article": INVENTED},
    ],
    "criteria": {
        "classes": [{"code": "A", "title": "Merito"}],
        "criteria": [criterion("A1", "A", "Qualità ed efficacia", "100.00")],
        "total_threshold": "60.00",
        "assessors": 3,
        "article": INVENTED,
    },
    **_ENDING,
}
