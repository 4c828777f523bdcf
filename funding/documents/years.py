"""How decrees say on which budget years their commitments fall."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from evaluation.labels.money import parts_said
from funding.engine.budget_years import Years
from funding.models import Decree
from funding.queries.budget_years import by_year, shares_of, years_of_plan
from funding.queries.decrees import Plan
from wecare.core.components.formats import NO_BREAK
from wecare.core.money import format_amount, total


def years_said(funds: Mapping[str, Years]) -> str:
    """What of a sum falls on each budget year, on one line; blank where it is one year alone."""
    years = {year: total(parts.values()) for year, parts in by_year([funds]).items()}
    if len(years) < 2:  # noqa: PLR2004 -- one year says nothing more than the act does
        return ""
    return "; ".join(_said(year, amount) for year, amount in years.items())


def year_facts(decree: Decree, plan: Plan) -> tuple[dict[str, Any], dict[int, str]]:
    """What the decree says of all its commitments by year, and submission → what it says of one."""
    found = years_of_plan(plan, shares_of(decree))
    together = by_year(found.values())
    several = len({fund for parts in together.values() for fund in parts}) > 1
    facts = {
        "years": [
            {
                "year": year,
                "amount": str(total(parts.values())),
                "funds": _funds_said(parts) if several else "",
            }
            for year, parts in together.items()
        ],
        "many_years": len(together) > 1,
    }
    return facts, {key: years_said(funds) for key, funds in found.items()}


def _said(year: int, amount: Decimal) -> str:
    return f"{year}:{NO_BREAK}{format_amount(amount)}"


def _funds_said(parts: Mapping[str, Decimal]) -> str:
    return "; ".join(each.replace(" ", NO_BREAK) for each in parts_said(parts))
