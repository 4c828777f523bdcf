"""The budget of an application: totals, shares, and the limits of the rulebook with their figures.

Own funding is what the applicant pays; what is left of the value is the grant it asks for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from applicants.engine import shares
from applicants.engine.grants import Limit, grant_limits
from applicants.engine.lots import chosen_lot, value_limits
from calls.engine.facts import fact
from calls.engine.rulebook import Rulebook
from calls.engine.spending import CostCategory
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
class Budget:
    """The money of a project, with every limit that applies to it."""

    rows: tuple[CostRow, ...]
    value: Decimal
    own_funding: Decimal
    requested: Decimal
    own_percent: Decimal | None
    limits: tuple[Limit, ...]
    in_kind: Decimal = ZERO

    @property
    def all_limits(self) -> tuple[Limit, ...]:
        return (*(limit for row in self.rows for limit in row.limits), *self.limits)

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
    rows = tuple(_row(category, costs, value) for category in rules.cost_categories)
    limits = [*grant_limits(rules.amounts, value, own_funding, in_kind)]
    asked = chosen_lot(rules, lot)
    if asked is not None:
        limits.extend(value_limits(asked, value))
    return Budget(
        rows=rows,
        value=value,
        own_funding=own_funding,
        requested=value - own_funding,
        own_percent=percent_of(own_funding, value) if value else None,
        limits=tuple(limits) if value else (_nothing_spent(),),
        in_kind=in_kind,
    )


def _nothing_spent() -> Limit:
    return Limit("costs", "", fact("costs_missing"))


def _row(category: CostCategory, costs: Mapping[str, Decimal], value: Decimal) -> CostRow:
    amount = costs.get(category.code, ZERO)
    if not value:
        return CostRow(category, amount, None, ())
    percent = percent_of(amount, value)
    limits = [*_category_limits(category, amount, percent, value)]
    most = None
    if category.flat_rate is not None:
        base = total(costs.get(code, ZERO) for code in category.flat_base)
        most = shares.allowed(category.flat_rate, base)
        limits.append(_flat_limit(category, amount, base, most))
    return CostRow(category, amount, percent, tuple(limits), most)


def _flat_limit(category: CostCategory, amount: Decimal, base: Decimal, most: Decimal) -> Limit:
    broken = None
    if amount > most:
        broken = fact(
            "cost_flat_over",
            category=category.title,
            cost_amount=amount,
            limit_percent=category.flat_rate,
            base_amount=base,
            limit_amount=most,
            article=category.article,
            cut_amount=amount - most,
        )
    return Limit(f"cost.{category.code}.flat", category.article, broken)


def _category_limits(
    category: CostCategory, amount: Decimal, percent: Decimal, value: Decimal
) -> Iterator[Limit]:
    stated = {"category": category.title, "cost_amount": amount, "cost_percent": percent}
    low, high = category.minimum_percent, category.maximum_percent
    code, article = f"cost.{category.code}", category.article
    if high is not None:
        broken = (
            fact(
                "cost_over",
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
                "cost_under",
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
