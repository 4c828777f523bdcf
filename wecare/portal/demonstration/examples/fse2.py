"""FSE2: innovation projects of the third sector, ranked, two lots."""

from typing import Any

from wecare.portal.demonstration.examples.marks import INVENTED, OFFICE, real, text

_CALL = real("bando FSE2 del 2018")

DRAFT: dict[str, Any] = {
    "identity": {
        "title": "Esempio: progetti di innovazione sociale per il terzo settore",
        "summary": (
            "Bando con graduatoria per enti del Terzo settore. Lotti, valore minimo e premio per il "
            "legame con FSE1 sono reali; il resto sono dati dimostrativi."
        ),
        **OFFICE,
    },
    "lots": [
        {
            "code": "T",
            "title": "Lotto territoriale",
            "amount": "2900000.00",
            "allocation": "offer_rest",
            "minimum_offer": "50.00",
            "article": "importo reale; offerta parziale dimostrativa",
            "reserves": [
                {
                    "code": "volontari",
                    "title": "Volontariato e promozione sociale (dato dimostrativo)",
                    "percent": "10.00",
                    "kinds": ["ets_odv", "ets_aps"],
                    "article": INVENTED,
                }
            ],
        },
        {
            "code": "R",
            "title": "Lotto regionale",
            "amount": "700000.00",
            "allocation": "offer_rest",
            "minimum_offer": "50.00",
            "article": "importo reale; offerta parziale e residuo dimostrativi",
            "leftover_to": "T",
        },
    ],
    "eligibility": {
        "eligible_kinds": [
            "ets_odv",
            "ets_aps",
            "ets_other",
            "social_enterprise",
            "social_cooperative",
        ],
        "article": real("enti del Terzo settore"),
        "nonprofit": True,
        "nonprofit_article": INVENTED,
        "most_as_lead": 1,
        "cap_article": INVENTED,
    },
    "partnership": {
        "groups": True,
        "maximum": 10,
        "count_article": "singoli o in ATI reale; numero massimo dimostrativo",
        "caps": [{"role": "any", "most": 2, "article": INVENTED}],
    },
    "amounts": {
        "minimum_value": "85000.00",
        "minimum_own_share": "20.00",
        "article": f"minimo {_CALL}; quota propria dimostrativa",
    },
    "duration": {"maximum_months": 24, "article": INVENTED},
    "sections": [
        {
            "code": "progetto",
            "title": "Il progetto",
            "questions": [
                {
                    "code": "sintesi",
                    "label": "Il progetto in breve",
                    "kind": "text",
                    "max_words": 150,
                    "article": INVENTED,
                },
                {
                    "code": "legame",
                    "label": "Il progetto si lega a un progetto FSE1?",
                    "kind": "choice",
                    "choices": ["sì", "no"],
                    "article": real("premio per il legame con FSE1"),
                },
                {
                    "code": "attivita_comuni",
                    "label": "Quali attività comuni con il progetto FSE1?",
                    "kind": "table",
                    "columns": ["Attività", "Distretto", "Chi la segue"],
                    "max_rows": 10,
                    "shown_if": "legame",
                    "shown_values": ["sì"],
                    "article": INVENTED,
                },
            ],
        },
        {
            "code": "ruoli",
            "title": "Il ruolo di ogni ente",
            "filled_by": "each",
            "questions": [text("ruolo", "Che cosa fa l'ente nel progetto?", 100)],
        },
    ],
    "attachments": [
        {"code": "statuto", "title": "Statuto", "obligation": "exclusion", "article": INVENTED}
    ],
    "costs": [
        {
            "code": "preparazione",
            "title": "Preparazione",
            "maximum_percent": "10.00",
            "article": INVENTED,
        },
        {
            "code": "realizzazione",
            "title": "Realizzazione",
            "minimum_percent": "70.00",
            "article": INVENTED,
        },
        {
            "code": "diffusione",
            "title": "Diffusione dei risultati",
            "maximum_percent": "10.00",
            "article": INVENTED,
        },
        {
            "code": "direzione",
            "title": "Direzione",
            "maximum_percent": "10.00",
            "article": INVENTED,
        },
    ],
    "criteria": {
        "classes": [
            {"code": "B", "title": "Qualità della proposta", "threshold": "40.00"},
            {"code": "C", "title": "Priorità"},
        ],
        "criteria": [
            {
                "code": "B1",
                "class_code": "B",
                "title": "Bisogno e innovatività",
                "maximum": "80.00",
                "help": "Punteggio dimostrativo.",
            },
            {
                "code": "C1",
                "class_code": "C",
                "title": "Integrazione con un progetto FSE1",
                "maximum": "20.00",
                "help": "Il premio è reale, i punti sono dimostrativi.",
                "levels": [
                    {"points": "0.00", "name": "Nessun legame"},
                    {"points": "10.00", "name": "Legame descritto"},
                    {"points": "20.00", "name": "Attività comuni"},
                ],
            },
            {
                "code": "C2",
                "class_code": "C",
                "title": "Quota propria oltre il minimo",
                "maximum": "5.00",
                "help": "Premialità dimostrativa.",
                "computed": {
                    "function": "own_share_percent",
                    "steps": [
                        {"value": "25.00", "points": "2.00"},
                        {"value": "30.00", "points": "5.00"},
                    ],
                    "article": INVENTED,
                },
            },
        ],
        "total_threshold": "60.00",
        "assessors": 3,
        "article": INVENTED,
    },
    "ties": [
        {"kind": "class", "reference": "B", "article": INVENTED},
        {"kind": "draw", "article": INVENTED},
    ],
    "terms": {
        "clarification_days": 10,
        "clarification_article": INVENTED,
        "rejection_days": 10,
        "rejection_article": "art. 10-bis L. 241/1990",
    },
}
