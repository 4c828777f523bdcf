"""The expenses of what was sent, each macro-item with the sum of its own above them, and by partner."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from applicants.engine.snapshot import Member, Snapshot
from calls.engine.cost_groups import cost_blocks
from calls.engine.rulebook import Rulebook
from wecare.core.money import ZERO, euro, total


def costs_said(costs: Mapping[str, str], rules: Rulebook) -> list[dict[str, Any]]:
    """Title and euro of every row; whether it is a macro-item, or stands inside one."""
    return list(_rows(costs, rules))


def _rows(costs: Mapping[str, str], rules: Rulebook) -> Iterator[dict[str, Any]]:
    for block in cost_blocks(rules):
        spent = [euro(costs.get(each.code, ZERO)) for each in block.categories]
        if block.group is not None:
            yield _row(block.group.title, str(total(spent)), is_group=True)
        inside = block.group is not None
        for category, amount in zip(block.categories, spent, strict=True):
            yield _row(category.title, str(amount), is_inside=inside)


def _row(
    title: str, amount: str, *, is_group: bool = False, is_inside: bool = False
) -> dict[str, Any]:
    return {"title": title, "amount": amount, "is_group": is_group, "is_inside": is_inside}


COLUMNS = 4  # members side by side in one table: more go into the next


def shares_said(content: Mapping[str, Any], rules: Rulebook) -> list[dict[str, Any]]:
    """The expenses by who takes part, as tables of a few columns each: names, and rows with amounts.

    Nothing where nobody but the lead spends: of applications alone, and of older contents.
    """
    members = Snapshot.of_content(content).members
    if not any(each.costs or each.own_funding for each in members[1:]):
        return []
    return [
        _table(members[start : start + COLUMNS], rules) for start in range(0, len(members), COLUMNS)
    ]


def _table(members: Sequence[Member], rules: Rulebook) -> dict[str, Any]:
    spent = [
        costs_said({code: str(euro) for code, euro in each.costs.items()}, rules)
        for each in members
    ]
    rows = [
        {**of_row[0], "amounts": [each["amount"] for each in of_row], "is_total": False}
        for of_row in zip(*spent, strict=True)
    ]
    sums = [total(each.costs.values()) for each in members]
    own = [each.own_funding for each in members]
    in_kind = [each.own_in_kind for each in members]
    asked = [whole - paid for whole, paid in zip(sums, own, strict=True)]
    rows.append(_sum_row(_("Totale"), sums, is_total=True))
    rows.append(_sum_row(_("Quota propria"), own))
    if any(in_kind):
        rows.append(_sum_row(_("di cui in natura"), in_kind))
    rows.append(_sum_row(_("Contributo richiesto"), asked, is_total=True))
    return {"names": [each.name for each in members], "rows": rows}


def _sum_row(title: str, amounts: Sequence[Decimal], *, is_total: bool = False) -> dict[str, Any]:
    row = _row(title, "")
    return {**row, "amounts": [str(each) for each in amounts], "is_total": is_total}
