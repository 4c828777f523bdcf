"""Whether an act can do something to the budget now; each refusal is a sentence with its figures."""

from collections.abc import Sequence
from decimal import Decimal

from calls.engine.budgets import Change, ChangeRefused
from calls.engine.budgets import check as check_whole
from calls.engine.facts import Fact, fact
from calls.engine.places import Place
from calls.enums import CallState
from calls.labels.budgets import budget_sentence, place_words
from calls.queries.books import Books
from calls.queries.figures import Effect, mark_of
from wecare.acts.models import Act
from wecare.core.errors import DomainError
from wecare.core.money import ZERO

_ABOUT = {
    "budget_out_of": "out_of",
    "budget_into": "into",
    "budget_allocation_to_lot": "into",
    "budget_same_place": "into",
    "budget_lot_elsewhere": "into",
}


class BudgetRefused(DomainError):
    """A movement of money that the budget does not allow now.

    `about` is what is wrong with it: amount, out_of, into or act.
    """

    def __init__(self, found: Fact, *, about: str = "amount") -> None:
        self.about = about
        super().__init__(budget_sentence(found))


def check_change(change: Change) -> None:
    """Look whether the change is whole.

    :raises BudgetRefused: naming what does not suit its kind.
    """
    try:
        check_whole(change)
    except ChangeRefused as refusal:
        found = refusal.fact
        raise BudgetRefused(found, about=_ABOUT.get(found.code, "amount")) from refusal


def check_can_move(change: Change, *, books: Books | None = None, seen: str = "") -> None:
    """Look whether an act can do this to the budget; `seen` marks the figures that were read.

    `books` are how the budget stands: by default, as it is now.

    :raises BudgetRefused: if the change is not whole, names a place that is not there, a lot does
        not allow it, the figures moved since they were read, or what would be taken is not free.
    """
    check_change(change)
    books = books or Books()
    for place in change.places:
        _check_place(place, books, about="out_of" if place == change.out_of else "into")
    found = books.effects(change)
    check_nothing_moved(found, seen=seen)
    _check_money(found, asked=change.amount)


def _check_place(place: Place, books: Books, *, about: str) -> None:
    line = f"{place.measure}/{place.line}"
    if books.line(place) is None:
        raise BudgetRefused(fact("budget_line_unknown", line=line), about=about)
    if books.fund(place) is None:
        raise BudgetRefused(fact("budget_fund_unknown", fund=place.fund), about=about)
    if place.lot:
        _check_lot(place, books, about=about)


def _check_lot(place: Place, books: Books, *, about: str) -> None:
    state = books.states.get(place.call)
    if state == CallState.DRAFT.value:
        raise BudgetRefused(fact("budget_lot_draft", call=place.call), about=about)
    if state is None or place not in books.lots:
        found = fact("budget_lot_unknown", call=place.call, lot=place.lot)
        raise BudgetRefused(found, about=about)
    if about == "out_of" and state != CallState.CONCLUDED.value:
        raise BudgetRefused(fact("budget_lot_promised", call=place.call), about=about)


def check_nothing_moved(found: Sequence[Effect], *, seen: str) -> None:
    """Look whether the figures are still those that were read; nothing read, nothing moved.

    :raises BudgetRefused: with the figures as they are now.
    """
    if not seen or seen == mark_of(found):
        return
    now = " ".join(budget_sentence(now_of(effect)) for effect in found)
    raise BudgetRefused(fact("budget_moved", now=now))


def _check_money(found: Sequence[Effect], *, asked: Decimal) -> None:
    for effect in found:
        left = effect.after.reserved if effect.place.lot else effect.after.available
        if left < ZERO:
            short = fact(
                "budget_lot_short" if effect.place.lot else "budget_short",
                place=place_words(effect.place),
                allocated_amount=effect.before.allocated,
                reserved_amount=effect.before.reserved,
                committed_amount=effect.before.committed,
                paid_amount=effect.before.paid,
                free_amount=effect.before.available,
                asked_amount=asked,
                missing_amount=-left,
            )
            raise BudgetRefused(short)


def check_same_change(known: Decimal, change: Change, *, act: Act) -> None:
    """Look whether the act did this change before, of `known` euro, for the same money.

    :raises BudgetRefused: if it was for another amount.
    """
    if known != change.amount:
        found = fact("budget_same_act", act=act, known_amount=known, asked_amount=change.amount)
        raise BudgetRefused(found)


def now_of(effect: Effect) -> Fact:
    """What is free now at the place of the effect."""
    if effect.place.lot:
        return fact(
            "budget_lot_now",
            place=place_words(effect.place),
            reserved_amount=effect.before.reserved,
        )
    return fact("budget_now", place=place_words(effect.place), free_amount=effect.before.available)
