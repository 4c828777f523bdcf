"""The saved budget of an application, with every limit that applies to it."""

from dataclasses import dataclass
from decimal import Decimal

from applicants.engine.budget import budget
from applicants.labels import sentence
from applicants.models import Application
from applicants.queries.applications import costs_of
from calls.engine.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One category: euro, share of the total, bounds in per cent."""

    title: str
    amount: Decimal
    percent: Decimal | None
    minimum: Decimal | None
    maximum: Decimal | None
    ok: bool
    flat_most: Decimal | None


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
    known = {category.code for category in rules.cost_categories}
    costs = {code: euro for code, euro in costs_of(application).items() if code in known}
    found = budget(
        rules,
        costs,
        application.own_funding,
        in_kind=application.own_in_kind,
        lot=application.lot,
    )
    return BudgetView(
        rows=tuple(
            BudgetRow(
                title=row.category.title,
                amount=row.amount,
                percent=row.percent,
                minimum=row.category.minimum_percent,
                maximum=row.category.maximum_percent,
                ok=all(limit.ok for limit in row.limits),
                flat_most=row.flat_most,
            )
            for row in found.rows
        ),
        total=found.value,
        own=found.own_funding,
        own_percent=found.own_percent,
        requested=found.requested,
        problems=tuple(sentence(limit.fact) for limit in found.broken),
        in_kind=found.in_kind,
    )
