"""Money moved by acts: each movement is checked, balanced in the ledger, recorded, once."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import translation

from calls.engine.budgets import Change, postings
from calls.engine.places import Place
from calls.enums import BudgetKind
from calls.labels.budgets import BUDGET_KINDS
from calls.models import BudgetMovement, Call, Fund, Line
from calls.policies import check_can_move, check_change, check_same_change
from wecare.accounts.models import Person
from wecare.acts.actions.acts import record_external
from wecare.acts.actions.external import Copy
from wecare.acts.enums import ActKind
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


@dataclass(frozen=True, slots=True)
class Ground:
    """The act adopted elsewhere by which the budget moves."""

    kind: ActKind | str
    number_text: str
    adopted_on: date
    subject: str
    link: str = ""
    copy: Copy | None = None


@dataclass(frozen=True, slots=True)
class _Rows:
    """The records that a place names."""

    line: Line
    fund: Fund
    call: Call | None
    lot: str


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
    *, change: Change, ground: Ground, actor: Person, reason: str = "", seen: str = ""
) -> BudgetMovement:
    """Record the act that disposes the change, and move the money by it: both or neither.

    :raises ActRefused: if the act is blank somewhere, to come, or recorded otherwise.
    :raises BudgetRefused: see `move`.
    """
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

    :raises BudgetRefused: if the change is not whole, a lot does not allow it, the figures moved
        since they were read, what would be taken is not free, or the act did it for other money.
    :raises InsufficientFunds: if the money went away between the check and the ledger.
    """
    check_change(change)
    rows = {place: _rows_of(place) for place in change.places}
    _lock([each.line for each in rows.values()])
    key = _key(change, act)
    existing = BudgetMovement.objects.filter(movement_key=key).first()
    if existing is not None:
        check_same_change(existing, change, act=act)
        return existing
    check_can_move(change, seen=seen)
    _post(change, act=act, actor=actor, key=key, reason=reason)
    movement = _written(change, rows, act=act, key=key, reason=reason)
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


def _rows_of(place: Place) -> _Rows:
    """:raises DoesNotExist: if the place names what is not there: forms offer only what is."""
    line = Line.objects.select_related("measure").get(measure__code=place.measure, code=place.line)
    call = Call.objects.select_related("line", "fund").get(code=place.call) if place.lot else None
    return _Rows(line=line, fund=Fund.objects.get(code=place.fund), call=call, lot=place.lot)


def _lock(lines: list[Line]) -> None:
    """Whoever moves money of the same lines waits here, in the order of their keys."""
    keys = sorted({line.pk for line in lines})
    locked = Line.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    list(locked.order_by("pk"))


def _key(change: Change, act: Act) -> str:
    """An act moves money between the same two places once."""
    sides = [str(place) for place in change.places]
    return f"{change.kind}/{act.pk}/{'>'.join(sides)}"


def _post(change: Change, *, act: Act, actor: Person | None, key: str, reason: str) -> None:
    sides = " → ".join(str(place) for place in change.places)
    with translation.override(settings.LANGUAGE_CODE):  # what is written down is Italian
        cause = f"{BUDGET_KINDS[change.kind]} {sides}"
    post(
        key=key,
        kind=change.kind.value,
        postings=postings(change),
        cause=f"{cause}: {reason}" if reason else cause,
        reference=str(act),
        basis=act.key,
        effective_on=act.adopted_on,
        actor=actor,
    )


def _written(
    change: Change, rows: dict[Place, _Rows], *, act: Act, key: str, reason: str
) -> BudgetMovement:
    given = {place: rows[place] for place in change.places}
    out_of = given.get(change.out_of) if change.out_of else None
    into = given.get(change.into) if change.into else None
    return BudgetMovement.objects.create(
        kind=change.kind.value,
        amount=change.amount,
        act=act,
        reason=reason,
        out_of_line=out_of.line if out_of else None,
        out_of_fund=out_of.fund if out_of else None,
        out_of_lot=out_of.lot if out_of else "",
        into_line=into.line if into else None,
        into_fund=into.fund if into else None,
        into_lot=into.lot if into else "",
        call=next((each.call for each in rows.values() if each.call), None),
        movement_key=key,
    )
