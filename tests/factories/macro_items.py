"""Expenses in macro-items: two of two kinds each, and one at a flat rate on staff of both."""

from copy import deepcopy
from typing import Any

_COSTS: dict[str, Any] = {
    "cost_groups": [
        {
            "code": "1",
            "title": "1. Preparazione",
            "help": "Prima di cominciare.",
            "maximum_percent": "10.00",
            "article": "art. 6",
        },
        {"code": "2", "title": "2. Realizzazione", "minimum_percent": "70.00"},
    ],
    "cost_categories": [
        {"code": "1.staff", "title": "Personale", "group": "1"},
        {"code": "1.other", "title": "Altre spese", "group": "1"},
        {"code": "2.staff", "title": "Personale", "group": "2"},
        {"code": "2.other", "title": "Altre spese", "group": "2"},
        {
            "code": "3",
            "title": "3. Costi indiretti",
            "flat_rate": "7.00",
            "flat_base": ["1.staff", "2.staff"],
            "article": "art. 7",
        },
    ],
}
SPENT = {
    "1.staff": "6000.00",
    "1.other": "4000.00",
    "2.staff": "50000.00",
    "2.other": "36080.00",
    "3": "3920.00",
}


def macro_items(
    *,
    groups: dict[str, dict[str, Any]] | None = None,
    costs: dict[str, dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """The section of the draft, with some values of some of its rows changed by their code."""
    changes = {"cost_groups": groups or {}, "cost_categories": costs or {}}
    return {
        name: [row | changes[name].get(row["code"], {}) for row in rows]
        for name, rows in deepcopy(_COSTS).items()
    }
