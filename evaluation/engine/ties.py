"""What each tie rule looks at, which value comes first, and how the difference is stated."""

from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never

from calls.engine.facts import Fact, fact
from calls.engine.rulebook import TieRule
from calls.enums import TieKind
from evaluation.engine.draws import ticket
from evaluation.engine.entries import Entry, RankingRules
from evaluation.engine.scoring import Scorecard

Value = Decimal | int
YEARLY = 1_000_000_000  # more protocols than a year has: year and number as one whole number


class UnsettledTie(ValueError):
    """Unable to order applications that the rules leave equal; names them, group by group."""

    def __init__(self, groups: Sequence[Sequence[str]], *, lot: str) -> None:
        self.groups = tuple(tuple(group) for group in groups)
        self.lot = lot
        super().__init__("; ".join(", ".join(group) for group in self.groups))

    @property
    def protocols(self) -> tuple[str, ...]:
        return tuple(protocol for group in self.groups for protocol in group)

    @property
    def fact(self) -> Fact:
        tied = "; ".join(", ".join(group) for group in self.groups)
        return fact("unsettled_tie", lot=self.lot, protocols=tied)


class UnsettledMoney(UnsettledTie):
    """Unable to give money to some of those who share a place: it ends between them."""

    def __init__(self, group: Sequence[str], *, lot: str, left: Decimal) -> None:
        self.left = left
        super().__init__((group,), lot=lot)

    @property
    def fact(self) -> Fact:
        return fact(
            "money_ends_in_tie",
            lot=self.lot,
            protocols=", ".join(self.protocols),
            left_amount=self.left,
        )


def value_of(rule: TieRule, entry: Entry, card: Scorecard, *, seed: str) -> Value:
    """Read what the rule looks at; `seed` is that of the draw."""
    match rule.kind:
        case TieKind.CRITERION | TieKind.CLASS:
            judged = card.criteria if rule.kind is TieKind.CRITERION else card.classes
            return judged[rule.reference]
        case TieKind.SMALLER_REQUEST:
            return entry.requested
        case TieKind.LARGER_OWN_SHARE:
            return entry.own_share_percent
        case TieKind.EARLIER_INSTANT | TieKind.EARLIER_PROTOCOL:
            year, number, _text = entry.order
            earlier = rule.kind is TieKind.EARLIER_INSTANT
            return entry.received_at if earlier else year * YEARLY + number
        case TieKind.DRAW:
            return ticket(seed, entry.protocol)
        case TieKind.EQUAL_PLACE:
            return 0
        case _:
            assert_never(rule.kind)


def sort_key(rule: TieRule, value: Value) -> Value:
    """Turn a value round where the larger one comes first."""
    match rule.kind:
        case TieKind.CRITERION | TieKind.CLASS | TieKind.LARGER_OWN_SHARE:
            return -value
        case (
            TieKind.SMALLER_REQUEST
            | TieKind.EARLIER_INSTANT
            | TieKind.EARLIER_PROTOCOL
            | TieKind.EQUAL_PLACE
            | TieKind.DRAW
        ):
            return value
        case _:
            assert_never(rule.kind)


def difference(
    rule: TieRule, own: Value, other: Value, *, other_entry: Entry, rules: RankingRules, first: bool
) -> Fact:
    """State why one of two equal totals, or arrivals, precedes, or follows, the other."""
    if rules.by_arrival:
        return fact(
            "precedes_at_one_instant" if first else "follows_at_one_instant",
            other=other_entry.organisation_name,
            other_protocol=other_entry.protocol,
            at_micros=other_entry.received_at,
            by_tie=rule.kind.value,
            article=rule.article,
        )
    unit = _unit(rule.kind)
    return fact(
        f"{'precedes' if first else 'follows'}_{rule.kind.value}",
        other=other_entry.organisation_name,
        other_protocol=other_entry.protocol,
        title=_title(rule, rules),
        article=rule.article,
        **{f"own_{unit}": own, f"other_{unit}": other},
    )


def _unit(kind: TieKind) -> str:
    match kind:
        case TieKind.CRITERION | TieKind.CLASS:
            return "points"
        case TieKind.SMALLER_REQUEST:
            return "amount"
        case TieKind.LARGER_OWN_SHARE:
            return "percent"
        case TieKind.EARLIER_INSTANT:
            return "micros"
        case TieKind.EARLIER_PROTOCOL:
            return "turn"
        case TieKind.DRAW:
            return "ticket"
        case TieKind.EQUAL_PLACE:
            raise ValueError("equal places do not differ")
        case _:
            assert_never(kind)


def _title(rule: TieRule, rules: RankingRules) -> str:
    parts = (*rules.criteria,) if rule.kind is TieKind.CRITERION else (*rules.classes,)
    return next((part.title for part in parts if part.code == rule.reference), "")
