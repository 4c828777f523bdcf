"""FSE1: territorial welfare, reserved to the Distretti, in two phases, everybody admissible financed.

Real are the lead, the compulsory partners, one project per Distretto, two projects per third-sector
body, the two phases and the money in all; how the money was shared out among the Distretti is not in
the sources, so the table is an equal share for each and says so.
"""

from decimal import Decimal
from typing import Any

from wecare.core.money import share_out
from wecare.portal.demonstration.examples.marks import INVENTED, OFFICE, PIEMONTE, real, text
from wecare.portal.territory import DISTRICTS

_CALL = real("D.D. 998/2017")
_MONEY = Decimal("6400000.00")
_MANAGERS = ["ente_gestore", "comune", "unione", "asl", "consortium"]
_THIRD_SECTOR = ["ets_odv", "ets_aps", "ets_other", "social_enterprise", "social_cooperative"]
_SHARES = share_out(_MONEY, [1] * len(DISTRICTS))


DRAFT: dict[str, Any] = {
    "identity": {
        "title": "Esempio: sperimentazione di azioni innovative di welfare territoriale",
        "summary": (
            "Bando riservato ai Distretti della Coesione Sociale, in due fasi. Chi guida, chi "
            "partecipa, un progetto per Distretto e dotazione sono quelli della D.D. 998/2017; la "
            "tabella di riparto, le domande e i punti sono dati dimostrativi."
        ),
        **OFFICE,
    },
    "phases": [
        {
            "title": "Manifestazione di interesse con progetto preliminare",
            "asks_costs": False,
            "article": _CALL,
        },
        {"title": "Progetto definitivo", "asks_costs": True, "article": _CALL},
    ],
    "lots": [
        {
            "code": "U",
            "title": "Dotazione della misura",
            "amount": str(_MONEY),
            "allocation": "offer_rest",
            "article": real("dotazione; sono finanziati tutti i progetti ammissibili"),
        }
    ],
    "eligibility": {
        "eligible_kinds": _MANAGERS,
        "article": real("capofila un ente gestore del Distretto"),
        "provinces": PIEMONTE,
        "seat_article": _CALL,
    },
    "partnership": {
        "groups": True,
        "minimum": 1,
        "count_article": _CALL,
        "kinds": [*_MANAGERS, *_THIRD_SECTOR, "association", "public_body", "school"],
        "kinds_article": "enti gestori, ETS, Comuni, Unioni, ASL reali; altri tipi dimostrativi",
        "provinces": PIEMONTE,
        "seat_article": real("sede in Piemonte"),
        "compulsory": [
            {
                "kinds": [*_THIRD_SECTOR, "association"],
                "least": 1,
                "article": real("almeno un ente del Terzo settore o associazione"),
            }
        ],
        "caps": [
            {
                "role": "any",
                "most": 2,
                "kinds": [*_THIRD_SECTOR, "association"],
                "article": real("al massimo due progetti per ETS o associazione"),
            }
        ],
    },
    "districts": {
        "asked": True,
        "most_article": real("un Distretto o più Distretti insieme"),
        "one_application": True,
        "one_application_article": real("un progetto per Distretto"),
        "lead_manages": True,
        "lead_article": _CALL,
        "all_bodies": True,
        "bodies_article": real("tutti gli enti gestori del Distretto, letto così"),
        "grants": [
            {"code": each.code, "title": each.name, "amount": str(share)}
            for each, share in zip(DISTRICTS, _SHARES, strict=True)
        ],
        "grants_article": "dimostrativo: quota uguale per tutti",
    },
    "amounts": {
        "minimum_value": "50000.00",
        "minimum_own_share": "10.00",
        "maximum_in_kind": "100.00",
        "article": INVENTED,
    },
    "duration": {"maximum_months": 24, "article": INVENTED},
    "sections": [
        {
            "code": "preliminare",
            "title": "Progetto preliminare",
            "phase": 1,
            "questions": [
                text("bisogni", "Quali bisogni del territorio affronta?", 300),
                text("idea", "Che cosa si sperimenta?", 300),
                {
                    "code": "azione",
                    "label": "Quale azione è la principale?",
                    "kind": "choice",
                    "choices": [
                        "governance locale",
                        "patti di sussidiarietà circolare",
                        "servizi innovativi di welfare",
                        "assistenza di prossimità",
                        "pratiche di economia civile",
                    ],
                    "article": real("azioni della strategia"),
                },
            ],
        },
        {
            "code": "definitivo",
            "title": "Progetto definitivo",
            "phase": 2,
            "questions": [
                text("attivita", "Attività, tempi e luoghi", 600),
                text("coprogettazione", "Come avete scelto i partner privati?", 200),
                {
                    "code": "beneficiari",
                    "label": "Quante persone raggiunge?",
                    "kind": "number",
                    "article": INVENTED,
                },
            ],
        },
        {
            "code": "ruoli",
            "title": "Il ruolo di ogni ente",
            "filled_by": "each",
            "questions": [text("ruolo", "Che cosa fa l'ente nel progetto?", 150)],
        },
    ],
    "attachments": [
        {
            "code": "impegno",
            "title": "Impegno a costituire l'associazione temporanea di scopo",
            "obligation": "exclusion",
            "filled_by": "each",
            "signed_by": "representative",
            "phase": 1,
            "article": INVENTED,
        },
        {
            "code": "avviso",
            "title": "Avviso pubblico di co-progettazione e suo esito",
            "obligation": "exclusion",
            "phase": 2,
            "article": real("co-progettazione con avviso pubblico"),
        },
        {
            "code": "scrittura",
            "title": "Scrittura privata autenticata",
            "obligation": "completable",
            "phase": 2,
            "article": real("scrittura privata autenticata"),
        },
    ],
    "costs": [
        {"code": "personale", "title": "Personale", "article": INVENTED},
        {"code": "servizi", "title": "Servizi e forniture", "article": INVENTED},
        {
            "code": "coordinamento",
            "title": "Coordinamento",
            "maximum_percent": "15.00",
            "article": INVENTED,
        },
    ],
    "criteria": {
        "classes": [
            {"code": "A", "title": "Progetto preliminare", "phase": 1},
            {"code": "B", "title": "Qualità del progetto definitivo", "phase": 2},
            {"code": "D", "title": "Sostenibilità", "phase": 2},
        ],
        "criteria": [
            {
                "code": "A1",
                "class_code": "A",
                "title": "Lettura del bisogno e coerenza dell'idea",
                "maximum": "100.00",
                "help": "Punteggio dimostrativo.",
            },
            {
                "code": "B1",
                "class_code": "B",
                "title": "Innovazione nei servizi",
                "maximum": "60.00",
                "help": "Punteggio dimostrativo.",
            },
            {
                "code": "D1",
                "class_code": "D",
                "title": "Sostenibilità e replicabilità",
                "maximum": "40.00",
                "help": "Punteggio dimostrativo.",
            },
        ],
        "assessors": 3,
        "article": INVENTED,
    },
    "ties": [
        {"kind": "class", "reference": "B", "article": INVENTED},
        {"kind": "earlier_protocol", "article": INVENTED},
    ],
    "terms": {
        "clarification_days": 10,
        "clarification_article": INVENTED,
        "signature": "either",
        "signature_article": INVENTED,
    },
}
