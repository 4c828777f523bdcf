"""The expenses of what was sent, each macro-item with the sum of its own above them."""

from collections.abc import Iterator, Mapping
from typing import Any

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
