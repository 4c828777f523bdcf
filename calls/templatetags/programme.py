"""How money is shown: figures that lead to their movements, and what acts did to the budget."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.functional import Promise

from calls.engine.places import Place
from calls.enums import BudgetKind
from calls.labels.budgets import BUDGET_KINDS, place_words
from calls.labels.money import STAGES, Stage
from calls.models import BudgetMovement
from calls.queries.budgets import change_of
from calls.queries.figures import Figures
from wecare.core.components.formats import ABSENT

register = template.Library()


@register.filter
def budget_kind(movement: BudgetMovement) -> str:
    """`Spostamento`."""
    return str(BUDGET_KINDS[BudgetKind(movement.kind)])


@register.filter
def budget_out_of(movement: BudgetMovement) -> str:
    """Whence the money came; a dash when from the fund itself."""
    return in_words(change_of(movement).out_of)


@register.filter
def budget_into(movement: BudgetMovement) -> str:
    """Where the money went; a dash when back to the fund."""
    return in_words(change_of(movement).into)


@register.filter
def in_words(place: Place | None) -> str:
    """`Linea FSE2/unica, fondo FSE`."""
    return place_words(place) if place is not None else ABSENT


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a table, with the address of its movements."""

    label: str | Promise
    amount: Decimal
    url: str


@register.simple_tag
def money_cells(figures: Figures, *, route: str = "calls:movements", **place: object) -> list[Cell]:
    """Allocated, reserved, committed, paid, free: each with the address of its movements.

    `place` says of which part of the programme: misura, linea, fondo, bando, lotto, anno.
    """
    return [
        Cell(label, amount, _address(route, stage, place))
        for (stage, label), amount in zip(STAGES.items(), _amounts(figures), strict=True)
    ]


@register.simple_tag
def money_bar(
    figures: Figures, *, route: str = "calls:movements", **place: object
) -> list[tuple[str, Decimal, str, str]]:
    """The parts of the picture of the figures, each with the address of its movements."""
    stages = (Stage.PAID, Stage.COMMITTED, Stage.RESERVED, Stage.AVAILABLE)
    return [
        (label, amount, tone, _address(route, stage, place))
        for stage, (label, amount, tone) in zip(stages, figures.bar, strict=True)
    ]


def _amounts(figures: Figures) -> tuple[Decimal, ...]:
    return (
        figures.allocated,
        figures.reserved,
        figures.committed,
        figures.paid,
        figures.available,
    )


def _address(route: str, stage: Stage, place: dict[str, object]) -> str:
    asked = {name: str(value) for name, value in place.items() if value}
    return f"{reverse(route)}?{urlencode(asked | {'voce': stage.value})}"
