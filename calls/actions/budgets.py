"""Money moved by acts: each movement is checked, balanced in the ledger, recorded, once."""

from dataclasses import asdict
from decimal import Decimal

from django.db import transaction

from calls.actions.postings import key_of, order_of, record_of
from calls.engine.budgets import Change
from calls.engine.places import Place
from calls.enums import BudgetKind
from calls.models import BudgetMovement, Fund, Line
from calls.policies.budgets import check_can_move, check_change, check_same_change
from calls.queries.books import Books, hold_lines
from wecare.accounts.models import Person
from wecare.acts.actions.acts import record_external
from wecare.acts.actions.external import Said
from wecare.acts.models import Act
from wecare.core import events
from wecare.core.money import euro
from wecare.ledger.actions import post

_EVENTS = {
    BudgetKind.ALLOCATION: "budget.allocated",
    BudgetKind.INCREASE: "budget.increased",
    BudgetKind.TRANSFER: "budget.transferred",
    BudgetKind.REDUCTION: "budget.reduced",
}


def allocate(
    *, line: Line, fund: Fund, amount: Decimal, act: Act, actor: Person | None
) -> BudgetMovement:
    """Give `amount` euro of `fund` to `line` by `act`; done once per line, fund and act.

    :raises BudgetRefused: if the act already gave another amount.
    """
    into = Place(measure=line.measure.code, line=line.code, fund=fund.code)
    change = Change(kind=BudgetKind.ALLOCATION, amount=euro(amount), into=into)
    return move(change=change, act=act, actor=actor)


@transaction.atomic
def move_by_act(
    *, change: Change, ground: Said, actor: Person, reason: str = "", seen: str = ""
) -> BudgetMovement:
    """Record the act that disposes the change, and move the money by it: both or neither.

    :raises ActRefused: if the act is blank somewhere, to come, or recorded otherwise.
    :raises BudgetRefused: see `move`.
    """
    hold_lines(change.places)  # before the audit chain, which recording the act takes
    act = record_external(
        kind=ground.kind,
        number_text=ground.number_text,
        adopted_on=ground.adopted_on,
        subject=ground.subject,
        link=ground.link,
        copy=ground.copy,
        by=actor,
    )
    return move(change=change, act=act, actor=actor, reason=reason, seen=seen)


@transaction.atomic
def move(
    *, change: Change, act: Act, actor: Person | None, reason: str = "", seen: str = ""
) -> BudgetMovement:
    """Move money as an act disposes; an act does a change once, and again gives what exists.

    `seen` is `queries.figures.mark_of` the effects that were read before deciding, if any were.

    :raises BudgetRefused: if the change is not whole, a place is not there or a lot does not allow
        it, the figures moved since they were read, what would be taken is not free, or the act did
        it for other money.
    :raises InsufficientFunds: if the money went away between the check and the ledger.
    """
    check_change(change)
    hold_lines(change.places)
    existing = BudgetMovement.objects.filter(movement_key=key_of(change, act=act)).first()
    if existing is not None:
        check_same_change(existing.amount, change, act=act)
        return existing
    books = Books()
    check_can_move(change, books=books, seen=seen)
    post(**asdict(order_of(change, act=act, reason=reason)), actor=actor)
    movement = record_of(change, books=books, act=act, reason=reason)
    movement.save(force_insert=True)
    events.record(
        _EVENTS[change.kind],
        subject=movement,
        actor=actor,
        amount=change.amount,
        out_of=str(change.out_of or ""),
        into=str(change.into or ""),
        act=str(act),
        reason=reason,
    )
    return movement
