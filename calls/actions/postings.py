"""What a movement of the budget is once it is decided: its key, its order to the ledger, its record.

One movement and ten thousand are made here alike.
"""

from django.conf import settings
from django.utils import translation

from calls.engine.budgets import Change, postings
from calls.engine.places import Place
from calls.labels.budgets import BUDGET_KINDS
from calls.models import BudgetImport, BudgetMovement
from calls.queries.books import Books
from wecare.acts.models import Act
from wecare.ledger.actions import Order


def key_of(change: Change, *, act: Act) -> str:
    """An act moves money between the same two places once."""
    return "/".join((change.kind.value, str(act.pk), _sides(change)))


def name_of(change: Change, *, act: Act) -> tuple[str, str, str]:
    """What the key says, of an act that may not be saved yet: kind, act, sides."""
    return change.kind.value, act.key, _sides(change)


def name_in(movement_key: str, *, act_key: str) -> tuple[str, str, str]:
    """The name of a movement that is recorded, from its key."""
    kind, _act, sides = movement_key.split("/", 2)
    return kind, act_key, sides


def _sides(change: Change) -> str:
    return ">".join(str(place) for place in change.places)


def order_of(change: Change, *, act: Act, reason: str) -> Order:
    """What the ledger is asked for."""
    sides = " → ".join(str(place) for place in change.places)
    with translation.override(settings.LANGUAGE_CODE):  # what is written down is Italian
        cause = f"{BUDGET_KINDS[change.kind]} {sides}"
    return Order(
        key=key_of(change, act=act),
        kind=change.kind.value,
        postings=postings(change),
        cause=f"{cause}: {reason}" if reason else cause,
        reference=str(act),
        basis=act.key,
        effective_on=act.adopted_on,
    )


def record_of(
    change: Change,
    *,
    books: Books,
    act: Act,
    reason: str,
    brought_by: BudgetImport | None = None,
) -> BudgetMovement:
    """The record of the movement, not saved yet."""

    def side(place: Place | None, name: str) -> dict[str, object]:
        if place is None:
            return {}
        return {
            f"{name}_line": books.line(place),
            f"{name}_fund": books.fund(place),
            f"{name}_lot": place.lot,
        }

    lots = [place for place in change.places if place.lot]
    return BudgetMovement(
        kind=change.kind.value,
        amount=change.amount,
        act=act,
        reason=reason,
        call=books.lots[lots[0]] if lots else None,
        movement_key=key_of(change, act=act),
        brought_by=brought_by,
        **side(change.out_of, "out_of"),
        **side(change.into, "into"),
    )
