"""The budget of an application: totals, shares, and the limits of the rulebook with their figures.

Own funding is what the applicant pays; what is left of the value is the grant it asks for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from applicants.engine import shares
from calls.engine.facts import Fact, fact
from calls.engine.rulebook import Amounts, CostCategory, Rulebook
from wecare.core.money import ZERO, percent_of, total


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of the rulebook, and the fact that breaks it; none when it is kept."""

    code: str
    article: str
    fact: Fact | None

    @property
    def ok(self) -> bool:
        return self.fact is None


@dataclass(frozen=True, slots=True)
class CostRow:
    """One cost category with what is spent in it; no percentage while nothing is spent at all."""

    category: CostCategory
    amount: Decimal
    percent: Decimal | None
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """The money of a project, with every limit that applies to it."""

    rows: tuple[CostRow, ...]
    value: Decimal
    own_funding: Decimal
    requested: Decimal
    own_percent: Decimal | None
    limits: tuple[Limit, ...]

    @property
    def all_limits(self) -> tuple[Limit, ...]:
        return (*(limit for row in self.rows for limit in row.limits), *self.limits)

    @property
    def broken(self) -> tuple[Limit, ...]:
        return tuple(limit for limit in self.all_limits if not limit.ok)


def budget(rules: Rulebook, costs: Mapping[str, Decimal], own_funding: Decimal) -> Budget:
    """Add the costs up and hold them against the limits; without costs there is only one limit.

    :raises KeyError: if a cost stands in a category the rulebook does not have.
    """
    for code in costs:
        rules.cost_category(code)
    value = total(costs.values())
    rows = tuple(
        _row(category, costs.get(category.code, ZERO), value) for category in rules.cost_categories
    )
    limits = _limits(rules.amounts, value, own_funding) if value else iter([_nothing_spent()])
    return Budget(
        rows=rows,
        value=value,
        own_funding=own_funding,
        requested=value - own_funding,
        own_percent=percent_of(own_funding, value) if value else None,
        limits=tuple(limits),
    )


def _nothing_spent() -> Limit:
    return Limit("costs", "", fact("costs_missing"))


def _row(category: CostCategory, amount: Decimal, value: Decimal) -> CostRow:
    if not value:
        return CostRow(category, amount, None, ())
    percent = percent_of(amount, value)
    limits = tuple(_category_limits(category, amount, percent, value))
    return CostRow(category, amount, percent, limits)


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


def _limits(amounts: Amounts, value: Decimal, own: Decimal) -> Iterator[Limit]:
    yield Limit("amounts.request", amounts.article, _nothing_asked(value, own))
    yield from _value_limits(amounts, value)
    yield from _grant_limits(amounts, value, own)


def _nothing_asked(value: Decimal, own: Decimal) -> Fact | None:
    if own < value:
        return None
    return fact("nothing_requested", own_amount=own, value_amount=value)


def _value_limits(amounts: Amounts, value: Decimal) -> Iterator[Limit]:
    low, high = amounts.minimum_value, amounts.maximum_value
    if low > 0:
        yield Limit(
            "amounts.minimum_value",
            amounts.article,
            fact(
                "value_below",
                value_amount=value,
                limit_amount=low,
                difference_amount=low - value,
                article=amounts.article,
            )
            if value < low
            else None,
        )
    if high is not None:
        yield Limit(
            "amounts.maximum_value",
            amounts.article,
            fact(
                "value_above",
                value_amount=value,
                limit_amount=high,
                difference_amount=value - high,
                article=amounts.article,
            )
            if value > high
            else None,
        )


def _grant_limits(amounts: Amounts, value: Decimal, own: Decimal) -> Iterator[Limit]:
    requested, article = value - own, amounts.article
    if (most := amounts.maximum_grant) is not None:
        yield Limit(
            "amounts.maximum_grant",
            article,
            fact(
                "grant_above",
                requested_amount=requested,
                limit_amount=most,
                difference_amount=requested - most,
                article=article,
            )
            if requested > most
            else None,
        )
    if (rate := amounts.maximum_rate) is not None:
        yield Limit(
            "amounts.maximum_rate",
            article,
            fact(
                "rate_above",
                requested_amount=requested,
                requested_percent=percent_of(requested, value),
                limit_percent=rate,
                difference_amount=shares.excess(requested, rate, value),
                article=article,
            )
            if shares.is_over(requested, rate, value)
            else None,
        )
    if (share := amounts.minimum_own_share) is not None:
        yield Limit(
            "amounts.minimum_own_share",
            article,
            fact(
                "own_share_below",
                own_amount=own,
                own_percent=percent_of(own, value),
                limit_percent=share,
                difference_amount=shares.shortage(own, share, value),
                article=article,
            )
            if shares.is_under(own, share, value)
            else None,
        )
