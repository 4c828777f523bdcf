"""The money of the programme as tables for spreadsheets: what acts did, and where the euros stand.

Amounts are numbers, days are ISO 8601, places are written as the ledger's (`FSE2/unica/FSE`). What the
table of movements writes it reads again, and then forms are kinder: `1.234,56` and 23/11/2026 do too.
"""

from calls.resources.movements import MOST_ROWS, BudgetMovements, rows_in
from calls.resources.standing import StandingPlaces
from calls.resources.tables import endings, neutral, written

__all__ = [
    "MOST_ROWS",
    "BudgetMovements",
    "StandingPlaces",
    "endings",
    "neutral",
    "rows_in",
    "written",
]
