"""The scroll of a list: what the next version is drawn up from when somebody left or money came.

It is the same drawing up, on the frozen input of the list before. Who left is there no more; who
stays holds what it was granted, and nobody takes it away; a lot never takes back what it gave to
another; nor does what is held move from a fund to another. The rest is given out from the top under the same rules, so nobody is passed over but where
the rules say so. Merit and ties look at what was sent, so places keep their order.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from calls.engine.cents import Run, lowest
from evaluation.engine.drawing import draw_up
from evaluation.engine.entries import Entry, RankingRules
from evaluation.engine.on_funds import OnFunds, free_of, kept_parts
from evaluation.engine.rows import Row
from wecare.core.money import ZERO


@dataclass(frozen=True, slots=True)
class Standing:
    """A list as it stands: its input, what each protocol was granted, what each lot gave to another.

    `cents` are those of each protocol, where several funds pay its lot; or `funds` says what stands there.
    """

    entries: tuple[Entry, ...]
    rules: RankingRules
    granted: Mapping[str, Decimal]
    given: Mapping[str, Decimal]
    cents: Mapping[str, tuple[Run, ...]] = field(default_factory=dict)
    funds: OnFunds | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What happened since: who left, what those who accepted less ask now, what money lots have.

    `left` are protocols; `asks` is euro by protocol; `amounts` is euro by lot, where it is another
    than in the list that stands.
    """

    left: frozenset[str] = frozenset()
    asks: Mapping[str, Decimal] | None = None
    amounts: Mapping[str, Decimal] | None = None


def following(standing: Standing, moved: Moved) -> tuple[tuple[Entry, ...], RankingRules]:
    """The input of the version after the one that stands.

    :raises ValueError: if who left, or accepted less, is not in the list, or a lot is not of the rules.
    """
    asks, amounts = dict(moved.asks or {}), dict(moved.amounts or {})
    rules = standing.rules
    known = {entry.protocol for entry in standing.entries}
    strange = {*(moved.left - set(rules.left)), *asks} - known
    strange -= set(rules.left)
    strange |= set(amounts) - {lot.code for lot in rules.lots}
    if strange:
        raise ValueError(f"not in the list: {', '.join(sorted(strange))}")
    gone = moved.left | set(rules.left)
    entries = tuple(
        _kept(entry, standing, asks.get(entry.protocol))
        for entry in standing.entries
        if entry.protocol not in gone
    )
    free: dict[str, dict[str, Decimal]] = {}
    if standing.funds is not None:
        free = free_of(rules.lots, standing.funds, standing.entries, entries, standing.given)
    return entries, replace(
        rules,
        free=free,
        lots=tuple(replace(lot, amount=amounts.get(lot.code, lot.amount)) for lot in rules.lots),
        scrolls=True,
        given={code: amount for code, amount in sorted(standing.given.items()) if amount},
        left=tuple(sorted(gone)),
    )


def scroll(standing: Standing, moved: Moved) -> tuple[Row, ...]:
    """The rows of the version after the one that stands.

    :raises EntryRefused: if those who stay hold more than the lots have.
    :raises UnsettledTie: if money ends between equal places.
    :raises ValueError: if who left, or accepted less, is not in the list.
    """
    return draw_up(*following(standing, moved))


def _kept(entry: Entry, standing: Standing, asks: Decimal | None) -> Entry:
    claim = entry.claim if asks is None else min(asks, entry.claim)
    granted = standing.granted.get(entry.protocol, ZERO)
    held = min(granted, claim)
    cents, parts = standing.cents.get(entry.protocol, ()), {}
    if standing.funds is not None:
        cents, parts = (), kept_parts(standing.funds, entry.protocol, granted - held)
    return replace(
        entry,
        asks=None if claim == entry.requested else claim,
        held=held,
        held_cents=lowest(cents, int(held.scaleb(2))),
        held_parts=parts,
    )
