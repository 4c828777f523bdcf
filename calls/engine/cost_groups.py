"""Kinds of expense under their macro-items, in the order in which people read them."""

from collections.abc import Iterator
from dataclasses import dataclass

from calls.engine.rulebook import Rulebook
from calls.engine.spending import CostCategory, CostGroup


@dataclass(frozen=True, slots=True)
class CostBlock:
    """A macro-item with its kinds of expense, or a kind of expense that stands alone."""

    group: CostGroup | None
    categories: tuple[CostCategory, ...]


def cost_blocks(rules: Rulebook) -> tuple[CostBlock, ...]:
    """Every kind of expense, once.

    The macro-items follow one another in their own order, and take the places where their kinds of
    expense begin among those that stand alone.
    """
    return tuple(_blocks(rules))


def cost_name(category: CostCategory, rules: Rulebook) -> str:
    """The title that tells the category from those of other macro-items called the same."""
    titles = [group.title for group in rules.cost_groups if group.code == category.group]
    return " › ".join([*titles, category.title])


def _blocks(rules: Rulebook) -> Iterator[CostBlock]:
    following = iter(rules.cost_groups)
    begun: set[str] = set()
    for category in rules.cost_categories:
        if not category.group:
            yield CostBlock(None, (category,))
        elif category.group not in begun:
            begun.add(category.group)
            group = next(following)
            held = (each for each in rules.cost_categories if each.group == group.code)
            yield CostBlock(group, tuple(held))
