"""The saved budget of an application, with every limit that applies to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from applicants.engine.budget import BlockRow, budget
from applicants.labels import sentence
from applicants.models import Application
from applicants.queries.applications import partners_asked
from applicants.queries.shares import Share, shares_of, together
from calls.engine.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One category, or a macro-item above its own: euro, share of the total, bounds in per cent."""

    title: str
    amount: Decimal
    percent: Decimal | None
    minimum: Decimal | None
    maximum: Decimal | None
    ok: bool
    flat_most: Decimal | None
    is_group: bool = False
    is_inside: bool = False


@dataclass(frozen=True, slots=True)
class BudgetView:
    """The account as a page shows it; the problems are sentences."""

    rows: tuple[BudgetRow, ...]
    total: Decimal
    own: Decimal
    own_percent: Decimal | None
    requested: Decimal
    problems: tuple[str, ...]
    in_kind: Decimal


def budget_of(application: Application, rules: Rulebook) -> BudgetView:
    """Compute the account of what is saved; the server's figures are the ones that count."""
    shares = shares_of(application, partners_asked(application, rules))
    return account(together(shares), rules, lot=application.lot)


def account(sums: Share, rules: Rulebook, *, lot: str) -> BudgetView:
    """The account of these sums; what stands in a category that is no more is left out."""
    known = {category.code for category in rules.cost_categories}
    costs = {code: euro for code, euro in sums.costs.items() if code in known}
    found = budget(rules, costs, sums.own_funding, in_kind=sums.own_in_kind, lot=lot)
    return BudgetView(
        rows=tuple(row for block in found.blocks for row in _rows(block)),
        total=found.value,
        own=found.own_funding,
        own_percent=found.own_percent,
        requested=found.requested,
        problems=tuple(sentence(limit.fact) for limit in found.broken),
        in_kind=found.in_kind,
    )


def _rows(block: BlockRow) -> Iterator[BudgetRow]:
    """A macro-item with its sum, then its categories; or a category that stands alone."""
    group = block.group
    if group is not None:
        yield BudgetRow(
            title=group.title,
            amount=block.amount,
            percent=block.percent,
            minimum=group.minimum_percent,
            maximum=group.maximum_percent,
            ok=all(limit.ok for limit in block.limits),
            flat_most=None,
            is_group=True,
        )
    for row in block.rows:
        yield BudgetRow(
            title=row.category.title,
            amount=row.amount,
            percent=row.percent,
            minimum=row.category.minimum_percent,
            maximum=row.category.maximum_percent,
            ok=all(limit.ok for limit in row.limits),
            flat_most=row.flat_most,
            is_inside=group is not None,
        )
