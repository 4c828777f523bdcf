"""A draft in which every part of a call says something."""

from copy import deepcopy
from typing import Any

from tests.factories.rules import draft

_PARTS: dict[str, Any] = {
    "eligibility": {
        "eligible_kinds": ["asl", "ets_odv"],
        "article": "art. 3",
        "provinces": ["TO", "AL"],
        "municipalities": ["Cuneo", "Alba"],
        "seat_article": "art. 3 c. 2",
        "sizes": ["micro"],
        "size_article": "art. 3 c. 3",
        "nonprofit": True,
        "nonprofit_article": "art. 3 c. 4",
        "registers": ["runts"],
        "register_article": "art. 3 c. 5",
        "most_as_lead": 2,
        "cap_article": "art. 3 c. 6",
    },
    "partnership": {
        "groups": True,
        "minimum": 1,
        "maximum": 6,
        "count_article": "art. 3 c. 7",
        "kinds": ["comune", "ets_aps"],
        "kinds_article": "art. 3 c. 8",
        "provinces": ["CN"],
        "seat_article": "art. 3 c. 9",
        "compulsory": [{"kinds": ["comune"], "least": 2, "article": "art. 3 c. 10"}],
        "caps": [{"role": "any", "most": 2, "kinds": ["comune"], "article": "art. 3 c. 11"}],
        "conditions": [{"kinds": ["asl"], "in_group": True, "article": "art. 3 c. 12"}],
    },
    "districts": {
        "asked": True,
        "most": 2,
        "most_article": "art. 5",
        "one_application": True,
        "grants": [{"code": "alba", "title": "Alba", "amount": "20000.00"}],
        "grants_article": "allegato 2",
    },
    "amounts": {
        "minimum_grant": "1000.00",
        "minimum_rate": "10.00",
        "maximum_rate": "80.00",
        "maximum_in_kind": "50.00",
        "own_share_brackets": [
            {"up_to": "100000.00", "minimum_percent": "10.00"},
            {"minimum_percent": "20.00"},
        ],
    },
    "duration": {"minimum_months": 6, "maximum_months": 24, "starts_by": "2027-06-30"},
    "costs": [
        {"code": "staff", "title": "Personale", "help": "Chi lavora.", "minimum_percent": "0.00"},
        {"code": "flat", "title": "Indiretti", "flat_rate": "7.00", "flat_base": ["staff"]},
    ],
    "criteria": {
        "classes": [{"code": "A", "title": "Proposta", "threshold": "0.00"}],
        "criteria": [
            {
                "code": "A1",
                "class_code": "A",
                "title": "Bisogno",
                "maximum": "10.00",
                "levels": [{"points": "0.00", "name": "No"}, {"points": "10.00", "name": "Sì"}],
            }
        ],
        "assessors": 5,
    },
    "ties": [{"kind": "criterion", "reference": "A1", "article": "art. 9"}, {"kind": "draw"}],
    "terms": {
        "clarification_days": 10,
        "observation_days": 15,
        "offer_days": 20,
        "offer_article": "art. 13",
        "stamp_duty": "16.00",
        "stamp_exempt": ["ets_odv"],
        "signature": "either",
        "aid_regime": "de_minimis",
        "aid_basis": "Reg. (UE) 2023/2831",
        "aid_article": "art. 12",
        "sealed": True,
        "sealed_article": "art. 11",
    },
    "sections": [
        {
            "code": "s",
            "title": "Sezione",
            "intro": "Racconta.",
            "filled_by": "each",
            "questions": [
                {"code": "how", "label": "Come?", "kind": "choice", "choices": ["soli", "gruppo"]},
                {
                    "code": "who",
                    "label": "Chi?",
                    "kind": "table",
                    "columns": ["Ente", "Parte"],
                    "max_rows": 20,
                    "shown_if": "how",
                    "shown_values": ["gruppo"],
                    "blind": True,
                    "required": False,
                },
            ],
        }
    ],
}


def full_draft(**sections: Any) -> dict[str, Any]:
    """A complete draft with all its parts, with the given sections in place of its own."""
    return draft(**deepcopy(_PARTS) | sections)
