"""The table of expenses cell by cell: what was typed, over what, and what stands there now.

Whoever saves writes only what they changed; where somebody else changed the same cell meanwhile, both
amounts come back and neither is written over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from wecare.core.money import ZERO

COST = "cost_"  # before the code of a category
OWN = "own_funding"
IN_KIND = "own_in_kind"
Place = tuple[int | None, str]  # the partner (none for the lead), and the row


@dataclass(frozen=True, slots=True)
class Cell:
    """Euro typed in one place, and what the page showed there before; a blank cell is zero."""

    place: Place
    typed: Decimal
    was: Decimal


@dataclass(frozen=True, slots=True)
class Resolved:
    """What is to be written, and where two people wrote."""

    written: tuple[Cell, ...]
    conflicts: tuple[Cell, ...]


def resolved(cells: Iterable[Cell], stored: Mapping[Place, Decimal]) -> Resolved:
    """Hold what was typed against what is stored."""
    written: list[Cell] = []
    conflicts: list[Cell] = []
    for cell in cells:
        now = stored.get(cell.place, ZERO)
        if cell.typed in (cell.was, now):
            continue
        (written if now == cell.was else conflicts).append(cell)
    return Resolved(tuple(written), tuple(conflicts))
