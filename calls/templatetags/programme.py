"""How a movement of the budget is written: what it is, whence, where."""

from django import template

from calls.engine.places import Place
from calls.enums import BudgetKind
from calls.labels.budgets import BUDGET_KINDS, place_words
from calls.models import BudgetMovement
from calls.queries.budgets import change_of
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
