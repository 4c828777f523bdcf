"""What a list does not publish of natural persons, also where a firm is one person.

Their fiscal code is never published; their name only where they are granted more than 1 000 €
(arts. 26 and 27 of D.Lgs 33/2013; guidelines of the Garante, 15 May 2014, n. 243). Neither orders
anything, so a list is drawn up the same without them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from evaluation.engine.entries import Entry
from wecare.core.money import ZERO

PUBLISHED_OVER = Decimal("1000.00")  # euro
UNNAMED = "Nome non pubblicato"
OF_A_PERSON = 16  # characters of the fiscal code; a body's has eleven


def published_code(fiscal_code: str) -> str:
    """The fiscal code as the list shows it: nothing where it is a natural person's."""
    return "" if is_of_a_person(fiscal_code) else fiscal_code


def is_of_a_person(fiscal_code: str) -> bool:
    """Whether the fiscal code is a natural person's: the person's own, or of a firm that is one person."""
    return len(fiscal_code) == OF_A_PERSON


def of_persons(entries: Iterable[Entry]) -> frozenset[str]:
    """The protocols of the natural persons among those who applied."""
    return frozenset(entry.protocol for entry in entries if not entry.fiscal_code)


def named(entries: Iterable[Entry], names: Mapping[str, str]) -> tuple[Entry, ...]:
    """The entries with the names that an earlier list did not publish; `names` is by protocol."""
    return tuple(
        replace(entry, organisation_name=names[entry.protocol])
        if entry.protocol in names
        else entry
        for entry in entries
    )


def unnamed(entries: Iterable[Entry], granted: Mapping[str, Decimal]) -> tuple[Entry, ...]:
    """The entries without the names of natural persons who are not granted enough to be published."""
    return tuple(
        replace(entry, organisation_name=UNNAMED)
        if not entry.fiscal_code and granted.get(entry.protocol, ZERO) <= PUBLISHED_OVER
        else entry
        for entry in entries
    )
