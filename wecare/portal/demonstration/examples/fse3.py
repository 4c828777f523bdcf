"""FSE3, design of company welfare: the call of D.D. 319/2019, as far as one body applies alone."""

from typing import Any

from wecare.portal.demonstration.examples.marks import INVENTED, real

_CALL = real("D.D. 319/2019, All. 1")

DRAFT: dict[str, Any] = {
    "identity": {
        "title": "Esempio: progettazione di interventi di welfare aziendale",
        "summary": (
            "Contributi a piccole e medie imprese. Importi, quota propria, macrovoci, durata e regime "
            "di aiuto sono quelli della D.D. 319/2019; il resto sono dati dimostrativi. I "
            "raggruppamenti con una grande impresa capofila non sono in questo esempio."
        ),
        "responsible_office": "A2203A – Progettazione ed innovazione sociale",
        "contact": "wecare@regione.piemonte.it",
    },
    "lots": [
        {
            "code": "U",
            "title": "Lotto unico",
            "amount": "2500000.00",
            "allocation": "offer_rest",
            "article": real("dotazione iniziale"),
        }
    ],
    "eligibility": {
        "eligible_kinds": ["micro_firm", "small_firm", "medium_firm"],
        "article": _CALL,
        "provinces": ["AL", "AT", "BI", "CN", "NO", "TO", "VB", "VC"],
        "seat_article": real("sede in Piemonte"),
        "registers": ["business"],
        "register_article": INVENTED,
        "most_as_lead": 1,
        "cap_article": INVENTED,
    },
    "amounts": {
        "minimum_value": "60000.00",
        "maximum_value": "200000.00",
        "maximum_rate": "80.00",
        "minimum_own_share": "20.00",
        "maximum_in_kind": "100.00",
        "article": _CALL,
    },
    "duration": {"maximum_months": 12, "article": _CALL},
    "sections": [
        {
            "code": "progetto",
            "title": "Il progetto",
            "questions": [
                {
                    "code": "sintesi",
                    "label": "Il progetto in breve",
                    "kind": "text",
                    "max_words": 300,
                    "article": INVENTED,
                },
                {
                    "code": "addetti",
                    "label": "Quanti addetti ne hanno beneficio?",
                    "kind": "number",
                    "article": INVENTED,
                },
            ],
        }
    ],
    "attachments": [
        {
            "code": "deminimis",
            "title": "Dichiarazione de minimis",
            "obligation": "exclusion",
            "article": INVENTED,
        }
    ],
    "costs": [
        {
            "code": "preparazione",
            "title": "1. Preparazione",
            "maximum_percent": "10.00",
            "article": _CALL,
        },
        {
            "code": "realizzazione",
            "title": "2. Realizzazione",
            "minimum_percent": "70.00",
            "article": _CALL,
        },
        {
            "code": "diffusione",
            "title": "3. Diffusione dei risultati",
            "maximum_percent": "5.00",
            "article": _CALL,
        },
        {
            "code": "direzione",
            "title": "4. Direzione e controllo interno",
            "maximum_percent": "8.00",
            "article": _CALL,
        },
        {
            "code": "indiretti",
            "title": "5. Costi indiretti",
            "help": "Nel bando il 7 % è sul personale diretto, che sta dentro le altre macrovoci.",
            "flat_rate": "7.00",
            "flat_base": ["realizzazione"],
            "article": "7 % reale, D.D. 319/2019; base dimostrativa",
        },
    ],
    "criteria": {
        "classes": [{"code": "A", "title": "Merito", "threshold": "40.00"}],
        "criteria": [
            {
                "code": "A1",
                "class_code": "A",
                "title": "Innovatività",
                "maximum": "50.00",
                "help": "Punteggio dimostrativo.",
            },
            {
                "code": "A2",
                "class_code": "A",
                "title": "Sostenibilità",
                "maximum": "50.00",
                "help": "Punteggio dimostrativo.",
            },
        ],
        "total_threshold": "60.00",
        "assessors": 3,
        "article": INVENTED,
    },
    "ties": [
        {"kind": "criterion", "reference": "A1", "article": INVENTED},
        {"kind": "draw", "article": INVENTED},
    ],
    "terms": {
        "aid_regime": "de_minimis",
        "aid_basis": "Reg. (UE) 1407/2013",
        "aid_article": _CALL,
        "signature": "identity",
        "signature_article": INVENTED,
    },
}
