"""Scenarios: the same engine on the same frozen input under other rules, compared with the list.

Nothing here can touch a list: rules and entries are values, and so is what comes out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Self

from calls.engine import codec
from calls.engine.rulebook import Criterion, CriterionClass, Lot, TieRule
from calls.enums import AllocationPolicy
from evaluation.engine.entries import RankingRules
from evaluation.engine.on_funds import with_amounts
from evaluation.engine.rows import Row
from wecare.core.money import ZERO, euro, share_out

BAR = "/"  # between the code of a lot and that of its reserve


@dataclass(frozen=True, slots=True)
class Changes:
    """What is other than in the rules: by code of lot, criterion or class; what is not there stays.

    Amounts and reserves (by lot/reserve) are euro, `minimum_offers` per cent, thresholds points, zero
    for none. `ties` stand in place of all, where there are any.
    """

    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    allocations: Mapping[str, AllocationPolicy] = field(default_factory=dict)
    minimum_offers: Mapping[str, Decimal] = field(default_factory=dict)
    reserves: Mapping[str, Decimal] = field(default_factory=dict)
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    criterion_thresholds: Mapping[str, Decimal] = field(default_factory=dict)
    class_thresholds: Mapping[str, Decimal] = field(default_factory=dict)
    total_threshold: Decimal | None = None
    ties: tuple[TieRule, ...] = ()

    @classmethod
    def from_json(cls, data: object) -> Self:
        """:raises FormatRefused: if the data are not changes."""
        return codec.from_json(cls, data, place="changes")

    def to_json(self) -> dict[str, Any]:
        """Write the changes as they are stored; what does not change is left out."""
        return {name: value for name, value in codec.to_json(self).items() if value}

    @property
    def is_empty(self) -> bool:
        return not self.to_json()


def changed(rules: RankingRules, changes: Changes) -> RankingRules:
    """The rules of the scenario.

    :raises ValueError: if the reserves of a lot are more than the lot.
    """
    total = changes.total_threshold
    lots = tuple(_lot(each, changes) for each in rules.lots)
    return replace(
        rules,
        lots=lots,
        free=with_amounts(rules.free, lots, rules.lots),
        classes=tuple(_class(each, changes) for each in rules.classes),
        criteria=tuple(_criterion(each, changes) for each in rules.criteria),
        total_threshold=rules.total_threshold if total is None else _least(total),
        ties=changes.ties or rules.ties,
        draw_seed="" if changes.ties else rules.draw_seed,
    )


def _lot(lot: Lot, changes: Changes) -> Lot:
    amount = changes.amounts.get(lot.code, lot.amount)
    offers = changes.minimum_offers.get(lot.code)
    kept = tuple(
        replace(each, amount=changes.reserves[key], percent=None)
        if (key := f"{lot.code}{BAR}{each.code}") in changes.reserves
        else each
        for each in lot.reserves
    )
    if sum((each.of(amount) for each in kept), ZERO) > amount:
        raise ValueError(lot.code)
    return replace(
        lot,
        amount=amount,
        allocation=changes.allocations.get(lot.code, lot.allocation),
        minimum_offer=lot.minimum_offer if offers is None else _least(offers),
        reserves=kept,
    )


def _class(each: CriterionClass, changes: Changes) -> CriterionClass:
    least = changes.class_thresholds.get(each.code)
    return each if least is None else replace(each, threshold=_least(least))


def _criterion(each: Criterion, changes: Changes) -> Criterion:
    least = changes.criterion_thresholds.get(each.code)
    return replace(
        each,
        weight=changes.weights.get(each.code, each.weight),
        threshold=each.threshold if least is None else _least(least),
    )


def _least(value: Decimal) -> Decimal | None:
    return value or None


@dataclass(frozen=True, slots=True)
class About:
    """What is known of an application beside its row: Distretti (code, title), kind of its body."""

    districts: tuple[tuple[str, str], ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A group of rows: how many are granted something, and how much, in the list and in the scenario."""

    code: str
    title: str
    before: Decimal
    after: Decimal
    before_count: int = 0
    after_count: int = 0

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """A scenario beside the list: one line for each application, and sums by group."""

    lines: tuple[dict[str, Any], ...]
    lots: tuple[Compared, ...]
    districts: tuple[Compared, ...]
    kinds: tuple[Compared, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "lines": list(self.lines),
            "lots": codec.to_json(self.lots),
            "districts": codec.to_json(self.districts),
            "kinds": codec.to_json(self.kinds),
        }


def compare(
    before: Iterable[Mapping[str, Any]],
    after: Sequence[Row],
    lots: Sequence[Lot],
    about: Mapping[str, About],
) -> Comparison:
    """Hold the rows of a scenario against the published or drawn up rows of the list.

    A project in several Distretti counts in each with an equal part of its grant, to the cent.
    """
    former = {row["protocol"]: row for row in before}
    lines = tuple(_line(former[row.protocol], row) for row in after)
    groups: dict[str, dict[str, list[Any]]] = {"lots": {}, "districts": {}, "kinds": {}}
    for lot in lots:
        groups["lots"][lot.code] = [lot.title, ZERO, ZERO, 0, 0]
    for line in lines:
        one = about.get(line["protocol"], About())
        money = euro(line["before"]["granted"]), euro(line["after"]["granted"])
        _add(groups["lots"], line["lot"], "", money)
        _add(groups["kinds"], one.kind, one.kind, money)
        places = one.districts or (("", ""),)
        parts = [share_out(each, [1] * len(places)) for each in money]
        for (code, title), *shares in zip(places, *parts, strict=True):
            _add(groups["districts"], code, title, (shares[0], shares[1]))
    made = {
        name: tuple(Compared(code, *values) for code, values in found.items())
        for name, found in groups.items()
    }
    return Comparison(
        lines,
        made["lots"],
        tuple(sorted(made["districts"], key=lambda each: (each.title, each.code))),
        tuple(sorted(made["kinds"], key=lambda each: each.code)),
    )


def _line(was: Mapping[str, Any], row: Row) -> dict[str, Any]:
    return {
        "protocol": row.protocol,
        "organisation_name": row.organisation_name,
        "title": row.title,
        "lot": row.lot,
        "requested": str(row.requested),
        "before": {name: was[name] for name in ("position", "points", "granted", "outcome")},
        "after": {
            "position": row.position,
            "points": None if row.points is None else str(row.points),
            "granted": str(row.granted),
            "outcome": row.outcome.value,
        },
        "moves": _moves(euro(was["granted"]), row.granted),
    }


def _moves(before: Decimal, after: Decimal) -> str:
    """How the scenario changes what one gets: enters, leaves, more, less, or nothing."""
    if before == after:
        return ""
    if not before:
        return "enters"
    if not after:
        return "leaves"
    return "more" if after > before else "less"


def _add(
    group: dict[str, list[Any]], code: str, title: str, money: tuple[Decimal, Decimal]
) -> None:
    sums = group.setdefault(code, [title, ZERO, ZERO, 0, 0])
    for place, amount in enumerate(money, start=1):
        sums[place] += amount
        sums[place + 2] += bool(amount)
