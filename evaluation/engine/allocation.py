"""Money down the list: each lot gives its amount out from the top.

The first request that does not fit meets the lot's policy: it is offered the rest, or the list
stops there, or it is passed over for the next that fits. Reserves pay those who qualify first; what
none of these can use is for everybody. What a lot leaves may go to another. Nobody is passed over
otherwise, and no lot ever gives more than it has.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from calls.engine.lots import Reserve, giving_order
from calls.engine.rulebook import Lot
from evaluation.engine.purses import Till
from evaluation.engine.ranking import Ranked
from evaluation.engine.rows import Decision, Row, left_out_row, row_of
from evaluation.engine.sharing import settles
from evaluation.engine.ties import UnsettledMoney
from wecare.core.money import ZERO, total

Kept = Sequence[tuple[Reserve, Decimal]]


def allocate(
    ranked: Iterable[Ranked], lots: Sequence[Lot], *, given: Mapping[str, Decimal] | None = None
) -> tuple[Row, ...]:
    """Give the money of each lot out from the top of its list; one row per entry, in order.

    In a list that scrolls, what entries hold is theirs before anything is given, and so is what a lot
    gave to another before (`given`, by lot).

    :raises UnsettledMoney: if the money of a lot ends between entries that share a place.
    :raises LeftoverRefused: if lots leave money round in a circle.
    :raises EntryRefused: if entries hold more than there is.
    """
    listed = list(ranked)
    placed: dict[str, list[Ranked]] = {lot.code: [] for lot in lots}
    for each in listed:
        if each.position is not None:
            placed[each.entry.lot].append(each)
    given = given or {}
    received = {lot.code: ZERO for lot in lots}
    for lot in lots:
        if lot.leftover_to:
            received[lot.leftover_to] += given.get(lot.code, ZERO)
    decided: dict[str, Decision] = {}
    for lot in giving_order(lots):
        till, decisions = _given_out(
            lot, placed[lot.code], received[lot.code], given.get(lot.code, ZERO)
        )
        decided.update(decisions)
        if lot.leftover_to:
            received[lot.leftover_to] += till.left
    return tuple(
        left_out_row(each, sequence)
        if each.position is None
        else row_of(each, sequence, decision=decided[each.entry.protocol])
        for sequence, each in enumerate(listed, start=1)
    )


def _given_out(
    lot: Lot, placed: Sequence[Ranked], received: Decimal, given: Decimal
) -> tuple[Till, dict[str, Decision]]:
    """Set aside what is held and walk a lot's list until nothing is left in its reserves."""
    kept: Kept = [(each, _needed(each, lot, placed)) for each in lot.reserves]
    while True:
        till = Till(lot, received, kept, given)
        till.hold(placed)
        decisions = _walked(till, placed)
        if not any(purse.left for purse in till.reserves):
            return till, decisions
        kept = [
            (reserve, purse.drawn)
            for (reserve, _amount), purse in zip(kept, till.reserves, strict=True)
        ]


def _needed(reserve: Reserve, lot: Lot, placed: Sequence[Ranked]) -> Decimal:
    """What a reserve holds at first: not more than all who qualify for it request."""
    asked = total(each.entry.claim for each in placed if reserve.code in each.entry.reserves)
    return min(reserve.of(lot.amount), asked)


def _walked(till: Till, placed: Sequence[Ranked]) -> dict[str, Decision]:
    decisions: dict[str, Decision] = {}
    for _position, shared in groupby(placed, key=lambda each: each.position):
        group = list(shared)
        if not settles(till, group):
            protocols = [each.entry.protocol for each in group]
            raise UnsettledMoney(protocols, lot=till.lot.code, left=till.left)
        for each in group:
            decisions[each.entry.protocol] = till.decide(each)
    return decisions
