"""Balanced postings: which accounts move, by how much, and the digest that tells of many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wecare.core.digests import digest
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


def merged(movements: Iterable[Iterable[Entry]]) -> tuple[Entry, ...]:
    """What the movements come to together, account by account, in the order of the codes."""
    amounts: dict[str, tuple[Code, Decimal]] = {}
    for entry in (each for movement in movements for each in movement):
        code = str(entry.code)
        amounts[code] = (entry.code, amounts.get(code, (entry.code, ZERO))[1] + entry.amount)
    return tuple(Entry(*amounts[code]) for code in sorted(amounts))


@dataclass(frozen=True, slots=True)
class Told:
    """A movement as the audit trail tells of it."""

    key: str
    kind: str
    cause: str
    reference: str
    basis: str
    effective_on: date
    postings: tuple[tuple[str, Decimal], ...]


def digest_of(movements: Iterable[Told]) -> str:
    """The digest of the movements, whatever order they come in."""
    rows = sorted(movements, key=lambda each: each.key)
    return digest(
        [
            [
                each.key,
                each.kind,
                each.cause,
                each.reference,
                each.basis,
                each.effective_on,
                sorted([code, str(amount)] for code, amount in each.postings),
            ]
            for each in rows
        ]
    )
