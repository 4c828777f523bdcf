"""FSE3, design of company welfare: the call of D.D. 319/2019, the third of the measure's three calls."""

from typing import Any

from wecare.portal.demonstration.examples.marks import (
    INVENTED,
    OFFICE,
    PIEMONTE,
    criterion,
    real,
    text,
)

_CALL = real("D.D. 319/2019, All. 1")
_FIRMS = ["micro_firm", "small_firm", "medium_firm", "large_firm"]
_NEW_PLAN = "un nuovo piano territoriale"
_WIDER_PLAN = "un piano che c'è già, ampliato e aperto al territorio"
_INNER_PLAN = "un piano della sola impresa"
_GROUPS = ("preparazione", "realizzazione", "diffusione", "direzione")


def _rows(group: str) -> list[dict[str, Any]]:
    """The two kinds of expense of a macro-item."""
    titles = {"personale": "Personale diretto", "altro": "Altre spese"}
    return [
        {"code": f"{group}_{code}", "title": title, "group": group, "article": _CALL}
        for code, title in titles.items()
    ]


DRAFT: dict[str, Any] = {
    "identity": {
        "title": "Esempio: progettazione di interventi di welfare aziendale",
        "summary": (
            "Contributi a piccole e medie imprese, da sole o in ATI; alle grandi solo a condizione. "
            "Importi, quota propria, macrovoci, durata, regime di aiuto e i 20 punti all'ATI guidata "
            "da una grande impresa sono quelli della D.D. 319/2019; il resto sono dati dimostrativi."
        ),
        **OFFICE,
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
        "eligible_kinds": _FIRMS,
        "article": _CALL,
        "provinces": PIEMONTE,
        "seat_article": real("sede o unità operativa in Piemonte"),
        "registers": ["business"],
        "register_article": INVENTED,
        "most_as_lead": 1,
        "cap_article": INVENTED,
    },
    "partnership": {
        "groups": True,
        "maximum": 20,
        "count_article": "da sole o in ATI reale; numero massimo dimostrativo",
        "kinds": [*_FIRMS, "consortium"],
        "kinds_article": "imprese reale, D.D. 319/2019; consorzi dimostrativo",
        "provinces": PIEMONTE,
        "seat_article": real("sede o unità operativa in Piemonte"),
        "conditions": [
            {
                "kinds": ["large_firm"],
                "question": "piano",
                "answers": [_NEW_PLAN, _WIDER_PLAN],
                "article": _CALL,
            }
        ],
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
            "intro": "Un consorzio che propone per i suoi soci fa un'ATI con ogni socio che partecipa.",
            "questions": [
                text("sintesi", "Il progetto in breve", 300),
                {
                    "code": "piano",
                    "label": "Quale piano di welfare attiva il progetto?",
                    "kind": "choice",
                    "choices": [_NEW_PLAN, _WIDER_PLAN, _INNER_PLAN],
                    "article": _CALL,
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
            "filled_by": "each",
            "signed_by": "representative",
            "article": INVENTED,
        }
    ],
    "costs": {
        "cost_groups": [
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
        ],
        "cost_categories": [
            *(row for group in _GROUPS for row in _rows(group)),
            {
                "code": "indiretti",
                "title": "5. Costi indiretti",
                "flat_rate": "7.00",
                "flat_base": [f"{group}_personale" for group in _GROUPS],
                "article": _CALL,
            },
        ],
    },
    "criteria": {
        "classes": [
            {"code": "A", "title": "Innovatività e sostenibilità", "threshold": "40.00"},
            {"code": "C", "title": "Priorità"},
        ],
        "criteria": [
            criterion("A1", "A", "Innovatività", "40.00"),
            criterion("A2", "A", "Sostenibilità", "35.00"),
            {
                "code": "C1",
                "class_code": "C",
                "title": "ATI con una grande impresa capofila",
                "maximum": "20.00",
                "help": "Se il piano rispetta il punto 4 del bando.",
                "computed": {
                    "function": "group_lead_kind",
                    "words": [{"word": "large_firm", "points": "20.00"}],
                    "article": real("20 punti, risposta a un quesito su D.D. 319/2019"),
                },
            },
            criterion("C2", "C", "Pari opportunità e aree interne", "5.00"),
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
