"""Balanced postings: which accounts move, by how much."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from wecare.core.money import ZERO, euro, total
from wecare.ledger.engine.codes import Code, parse


class Unbalanced(ValueError):
    """The postings do not make a movement."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One posting: an account and what is added to it."""

    code: Code
    amount: Decimal


def balanced(postings: Iterable[tuple[str, Decimal]]) -> tuple[Entry, ...]:
    """Merge the postings by account, in the order of the codes.

    :raises CodeRefused: if a code does not follow the grammar.
    :raises Unbalanced: if the sum is not zero, or nothing moves.
    """
    amounts: dict[str, list[Decimal]] = {}
    for code, amount in postings:
        if euro(amount) != amount:
            raise Unbalanced(f"{amount} on {code} is not a whole number of cents")
        amounts.setdefault(code, []).append(euro(amount))
    sums = {code: total(parts) for code, parts in amounts.items()}
    entries = tuple(Entry(parse(code), sums[code]) for code in sorted(sums) if sums[code] != ZERO)
    if not entries:
        raise Unbalanced("nothing moves")
    difference = total(entry.amount for entry in entries)
    if difference != ZERO:
        raise Unbalanced(f"the postings sum to {difference}, not to zero")
    return entries
