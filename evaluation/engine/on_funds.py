"""What stands on the funds of lots that several funds pay, once money of theirs has moved by itself.

The rule stands in docs/reference/ranked-list-format.md, "What stands on the funds".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from calls.engine.facts import Fact, fact
from calls.engine.fund_parts import Parts, PartsRefused, added, drawn, less
from calls.engine.lots import giving_order
from calls.engine.places import parts_of_lot
from calls.engine.rulebook import Lot
from evaluation.engine.entries import Entry, EntryRefused, RankingRules
from evaluation.engine.rows import Row
from wecare.core.money import ZERO, total


@dataclass(frozen=True, slots=True)
class OnFunds:
    """What stands on the funds as a list is about to scroll, in euro.

    `free` is by lot what nobody of the list holds; `parts` by protocol what each holds of what it was
    granted, `paid` what was paid of that; `passed` by lot what it brought to another in the ledger.
    """

    free: Mapping[str, Parts]
    parts: Mapping[str, Parts]
    paid: Mapping[str, Parts] = field(default_factory=dict)
    passed: Parts = field(default_factory=dict)


def stood(rows: Sequence[Row], entries: Iterable[Entry], rules: RankingRules) -> tuple[Row, ...]:
    """The rows, each with what each fund pays: what it held, and its part of what was free.

    :raises EntryRefused: if what is said to stand on the funds is not what the lots hold.
    """
    listed = list(entries)
    held = {entry.protocol: entry for entry in listed}
    if problems := (*_strange(listed, rules), *_strange_free(rules)):
        raise EntryRefused(problems)
    there = {code: dict(parts) for code, parts in rules.free.items()}
    found: dict[str, Row] = {}
    for lot in giving_order(rules.lots):
        if lot.code not in there:
            continue
        gone, count = dict[str, Decimal](), ZERO
        for row in (each for each in rows if each.lot == lot.code and each.granted):
            entry, before = held[row.protocol], gone
            count += row.granted - entry.held
            gone = _gone(lot, there[lot.code], row, count)
            paid = added(entry.held_parts, less(gone, before))
            named = {each.fund: paid.get(each.fund, ZERO) for each in lot.shares}
            found[row.protocol] = replace(row, parts=dict(sorted(named.items())))
        if lot.leftover_to:
            there[lot.leftover_to] = added(there[lot.leftover_to], less(there[lot.code], gone))
    return tuple(found.get(row.protocol, row) for row in rows)


def _gone(lot: Lot, there: Parts, row: Row, count: Decimal) -> dict[str, Decimal]:
    """What each fund has paid of all that the list grants anew down to this row."""
    try:
        return drawn(there, count)
    except PartsRefused as refusal:
        short = fact(
            "funds_short",
            lot=lot.code,
            protocol=row.protocol,
            needed_amount=count,
            there_amount=total(there.values()),
        )
        raise EntryRefused((short,)) from refusal


def _strange(entries: Iterable[Entry], rules: RankingRules) -> Iterator[Fact]:
    """What does not hold of the parts that entries hold: no more than was granted, of funds of their lot."""
    funds = {lot.code: {each.fund for each in lot.shares} for lot in rules.lots}
    for entry in entries:
        parts = entry.held_parts
        inside = funds[entry.lot].issuperset(parts) and all(each > ZERO for each in parts.values())
        if not inside or total(parts.values()) > entry.held or entry.held_cents:
            yield fact("entry_parts_outside", protocol=entry.protocol)


def _strange_free(rules: RankingRules) -> Iterator[Fact]:
    funds = {lot.code: {each.fund for each in lot.shares} for lot in rules.lots if lot.shares}
    for code in sorted({*funds, *rules.free}):
        parts = rules.free.get(code)
        if (
            parts is None
            or not funds.get(code, set()).issuperset(parts)
            or any(each < ZERO for each in parts.values())
        ):
            yield fact("free_parts_outside", lot=code)


def kept_parts(on: OnFunds, protocol: str, given_up: Decimal) -> dict[str, Decimal]:
    """What one goes on holding on each fund, who gives `given_up` euro up: never of what was paid."""
    parts = on.parts.get(protocol, {})
    unpaid = less(parts, on.paid.get(protocol, {}))
    return less(parts, drawn(unpaid, min(given_up, total(unpaid.values()))))


def free_of(
    lots: Sequence[Lot],
    on: OnFunds,
    before: Iterable[Entry],
    kept: Iterable[Entry],
    given: Parts,
) -> dict[str, dict[str, Decimal]]:
    """By lot, what stands on its funds for those who are granted money anew; `given` is by lot.

    What those who left, or ask less, held is free again. What a lot gave to another in the list is the
    other's, also where the ledger has not moved it yet: first what the other lacks, then of each fund.
    """
    shared = [lot for lot in lots if lot.shares]
    free = {lot.code: dict(on.free.get(lot.code, {})) for lot in shared}
    held = {entry.protocol: entry.held_parts for entry in kept}
    for entry in before:
        back = less(on.parts.get(entry.protocol, {}), held.get(entry.protocol, {}))
        if back:
            free[entry.lot] = added(free[entry.lot], back)
    for lot in giving_order(shared):
        rest = given.get(lot.code, ZERO) - on.passed.get(lot.code, ZERO)
        if not lot.leftover_to or rest <= ZERO:
            continue
        taker = free[lot.leftover_to]
        lacking = {fund: -amount for fund, amount in taker.items() if amount < ZERO}
        there = {fund: each for fund, each in less(free[lot.code], lacking).items() if each > ZERO}
        rest = min(max(rest - total(lacking.values()), ZERO), total(there.values()))
        moved = added(lacking, drawn(there, rest))
        free[lot.code] = less(free[lot.code], moved)
        free[lot.leftover_to] = added(taker, moved)
    return free


def with_amounts(
    free: Mapping[str, Parts], lots: Sequence[Lot], was: Sequence[Lot]
) -> dict[str, Parts]:
    """What would be free if lots had other amounts: more by the shares of each, less from all the funds."""
    before = {lot.code: lot.amount for lot in was}
    found: dict[str, Parts] = dict(free)
    for lot in (each for each in lots if each.code in free):
        more = lot.amount - before[lot.code]
        if more > ZERO:
            found[lot.code] = added(free[lot.code], parts_of_lot(replace(lot, amount=more)))
        elif more < ZERO:
            taken = min(-more, total(free[lot.code].values()))
            found[lot.code] = less(free[lot.code], drawn(free[lot.code], taken))
    return found
