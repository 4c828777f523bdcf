"""Divide what a list grants among the funds of its lots, to the cent.

Who holds something keeps the very cents it held, so on a scroll nothing moves from a fund to another;
cents that come free go to whoever is granted money anew, with the fund that pays them. Once money has
moved by itself, what stands on the funds says it instead.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from calls.engine.cents import Free, Run, counted, joined, parts
from calls.engine.facts import Fact, fact
from calls.engine.rulebook import Lot
from evaluation.engine.entries import Entry, EntryRefused, RankingRules
from evaluation.engine.on_funds import stood
from evaluation.engine.rows import Row
from wecare.core.money import CENT, euro


def divided(rows: Sequence[Row], entries: Iterable[Entry], rules: RankingRules) -> tuple[Row, ...]:
    """The rows, each with its cents and with what each fund pays, where several pay its lot.

    :raises EntryRefused: if what entries hold are not cents of their lot, each once.
    :raises ValueError: if the shares of a lot are not the whole together.
    """
    listed = list(entries)
    if rules.free:
        return stood(rows, listed, rules)
    _check_held(listed, rules)
    held = {entry.protocol: entry.held_cents for entry in listed if entry.held_cents}
    found: dict[str, Row] = {}
    for lot in rules.lots:
        if lot.shares:
            inside = [row for row in rows if row.lot == lot.code and row.granted]
            found |= {row.protocol: row for row in _divided(lot, inside, held)}
    return tuple(found.get(row.protocol, row) for row in rows)


def _divided(lot: Lot, inside: Sequence[Row], held: Mapping[str, tuple[Run, ...]]) -> Iterator[Row]:
    free = Free(run for row in inside for run in held.get(row.protocol, ()))
    for row in inside:
        kept = held.get(row.protocol, ())
        runs = joined((*kept, *free.take(_cents(row.granted) - counted(kept))))
        paid = {fund: euro(count * CENT) for fund, count in parts(lot.shares, runs).items()}
        yield replace(row, cents=runs, parts=paid)


def _check_held(entries: Iterable[Entry], rules: RankingRules) -> None:
    """What is held are cents of the lot: in order, each held once, as many as were granted."""
    shared = {lot.code for lot in rules.lots if lot.shares}
    by_lot: dict[str, list[Run]] = {code: [] for code in shared}
    problems: list[Fact] = []
    for entry in entries:
        runs = entry.held_cents
        due = _cents(entry.held) if entry.lot in shared else 0
        ordered = runs == joined(runs) and all(1 <= run.first <= run.last for run in runs)
        if not ordered or counted(runs) != due:
            problems.append(fact("entry_cents_outside", protocol=entry.protocol))
        elif runs:
            by_lot[entry.lot].extend(runs)
    for code, runs_of in by_lot.items():
        placed = sorted(runs_of, key=lambda run: run.first)
        if any(one.last >= other.first for one, other in itertools.pairwise(placed)):
            problems.append(fact("cents_held_twice", lot=code))
    if problems:
        raise EntryRefused(tuple(problems))


def _cents(amount: Decimal) -> int:
    return int(amount.scaleb(2))
