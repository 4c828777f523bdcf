"""The budget of an application: totals, shares, and the limits of the rulebook with their figures.

Own funding is what the applicant pays; what is left of the value is the grant it asks for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from applicants.engine import shares
from applicants.engine.grants import Limit, grant_limits
from applicants.engine.lots import chosen_lot, value_limits
from calls.engine.cost_groups import CostBlock, cost_blocks, cost_name
from calls.engine.facts import fact
from calls.engine.rulebook import Rulebook
from calls.engine.spending import CostCategory, CostGroup
from wecare.core.money import ZERO, percent_of, total


@dataclass(frozen=True, slots=True)
class CostRow:
    """One cost category with what is spent in it; no percentage while nothing is spent at all.

    `flat_most` is the most a flat rate gives on what its base costs now.
    """

    category: CostCategory
    amount: Decimal
    percent: Decimal | None
    limits: tuple[Limit, ...]
    flat_most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A macro-item with what its categories cost together; without one, a category that stands alone.

    `limits` are those of the macro-item; each row has its own.
    """

    group: CostGroup | None
    rows: tuple[CostRow, ...]
    amount: Decimal
    percent: Decimal | None
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """The money of a project, with every limit that applies to it."""

    blocks: tuple[BlockRow, ...]
    value: Decimal
    own_funding: Decimal
    requested: Decimal
    own_percent: Decimal | None
    limits: tuple[Limit, ...]
    in_kind: Decimal = ZERO

    @property
    def rows(self) -> tuple[CostRow, ...]:
        return tuple(row for block in self.blocks for row in block.rows)

    @property
    def all_limits(self) -> tuple[Limit, ...]:
        found: list[Limit] = []
        for block in self.blocks:
            found += block.limits
            found += (limit for row in block.rows for limit in row.limits)
        return (*found, *self.limits)

    @property
    def broken(self) -> tuple[Limit, ...]:
        return tuple(limit for limit in self.all_limits if not limit.ok)


def budget(
    rules: Rulebook,
    costs: Mapping[str, Decimal],
    own_funding: Decimal,
    *,
    in_kind: Decimal = ZERO,
    lot: str = "",
) -> Budget:
    """Add the costs up and hold them against the limits; without costs there is only one limit.

    `in_kind` is the part of the own funding that is not money; `lot` the code of the one chosen.

    :raises KeyError: if a cost stands in a category the rulebook does not have.
    """
    for code in costs:
        rules.cost_category(code)
    value = total(costs.values())
    blocks = tuple(_block(block, rules, costs, value) for block in cost_blocks(rules))
    limits = [*grant_limits(rules.amounts, value, own_funding, in_kind)]
    asked = chosen_lot(rules, lot)
    if asked is not None:
        limits.extend(value_limits(asked, value))
    return Budget(
        blocks=blocks,
        value=value,
        own_funding=own_funding,
        requested=value - own_funding,
        own_percent=percent_of(own_funding, value) if value else None,
        limits=tuple(limits) if value else (_nothing_spent(),),
        in_kind=in_kind,
    )


def bounded_by(limit: Limit, rules: Rulebook) -> tuple[str, str]:
    """The code and the title of the category or macro-item that a limit bounds; blank for others."""
    head, _dot, rest = limit.code.partition(".")
    code = rest.rpartition(".")[0]
    if head == "cost":
        return code, cost_name(rules.cost_category(code), rules)
    if head == "cost_group":
        return code, next(each.title for each in rules.cost_groups if each.code == code)
    return "", ""


def _nothing_spent() -> Limit:
    return Limit("costs", "", fact("costs_missing"))


def _block(
    block: CostBlock, rules: Rulebook, costs: Mapping[str, Decimal], value: Decimal
) -> BlockRow:
    rows = tuple(
        _row(category, cost_name(category, rules), costs, value) for category in block.categories
    )
    amount = total(row.amount for row in rows)
    if not value:
        return BlockRow(block.group, rows, amount, None, ())
    group = block.group
    limits = () if group is None else tuple(_share_limits(group, group.title, amount, value))
    return BlockRow(group, rows, amount, percent_of(amount, value), limits)


def _row(
    category: CostCategory, name: str, costs: Mapping[str, Decimal], value: Decimal
) -> CostRow:
    amount = costs.get(category.code, ZERO)
    if not value:
        return CostRow(category, amount, None, ())
    limits = [*_share_limits(category, name, amount, value)]
    most = None
    if category.flat_rate is not None:
        base = total(costs.get(code, ZERO) for code in category.flat_base)
        most = shares.allowed(category.flat_rate, base)
        limits.append(_flat_limit(category, name, amount, base, most))
    return CostRow(category, amount, percent_of(amount, value), tuple(limits), most)


def _flat_limit(
    category: CostCategory, name: str, amount: Decimal, base: Decimal, most: Decimal
) -> Limit:
    broken = None
    if amount > most:
        broken = fact(
            "cost_flat_over",
            category=name,
            cost_amount=amount,
            limit_percent=category.flat_rate,
            base_amount=base,
            limit_amount=most,
            article=category.article,
            cut_amount=amount - most,
        )
    return Limit(f"cost.{category.code}.flat", category.article, broken)


def _share_limits(
    part: CostCategory | CostGroup, name: str, amount: Decimal, value: Decimal
) -> Iterator[Limit]:
    """What a category, or a macro-item as a whole, may be of the value of the project."""
    kind, called = ("cost_group", "group") if isinstance(part, CostGroup) else ("cost", "category")
    stated = {called: name, "cost_amount": amount, "cost_percent": percent_of(amount, value)}
    low, high = part.minimum_percent, part.maximum_percent
    code, article = f"{kind}.{part.code}", part.article
    if high is not None:
        broken = (
            fact(
                f"{kind}_over",
                **stated,
                limit_percent=high,
                article=article,
                move_amount=shares.excess(amount, high, value),
                cut_amount=shares.cut(amount, high, value),
            )
            if shares.is_over(amount, high, value)
            else None
        )
        yield Limit(f"{code}.maximum", article, broken)
    if low is not None:
        broken = (
            fact(
                f"{kind}_under",
                **stated,
                limit_percent=low,
                article=article,
                move_amount=shares.shortage(amount, low, value),
                cut_amount=shares.cut_elsewhere(amount, low, value),
            )
            if shares.is_under(amount, low, value)
            else None
        )
        yield Limit(f"{code}.minimum", article, broken)
