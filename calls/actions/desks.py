"""Desks in order of arrival: each request is counted, and the one that reaches the limit stops them.

Whoever sends holds the lot's desk until the commit, and reads the clock after: the order of arrival is
the order of the desk.
"""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from calls.engine.rulebook import Rulebook
from calls.models import Call, DeskLot
from calls.policies.desks import check_can_reopen
from calls.queries.desks import limit_of, money_of_lots
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import clock, events
from wecare.core.money import ZERO


def open_desks(call: Call, rules: Rulebook) -> None:
    """Give each lot its desk, at the publication."""
    DeskLot.objects.bulk_create(DeskLot(call=call, lot=lot.code) for lot in rules.lots)


def hold(call: Call, lot: str) -> DeskLot | None:
    """The lot's desk under its lock, so that one application is taken at a time; none if unknown."""
    rows = DeskLot.objects.select_for_update(of=("self",), no_key=True)
    return rows.filter(call=call, lot=lot).first()


def take(desk: DeskLot, rules: Rulebook, amount: Decimal, *, at: datetime, actor: Person) -> None:
    """Count what an application requests (euro), and stop the desk if the limit is reached.

    The caller holds the desk, and is inside a transaction.
    """
    desk.requested += amount
    limit = limit_of(rules, money_of_lots(desk.call).get(desk.lot, ZERO))
    if desk.requested >= limit:
        desk.stopped_at, desk.stopped_on = at, desk.requested
    desk.save(update_fields=["requested", "stopped_at", "stopped_on"])
    if desk.is_stopped:
        events.record(
            "desk.stopped",
            subject=desk.call,
            actor=actor,
            lot=desk.lot,
            requested=desk.requested,
            limit=limit,
            at=at,
        )


def give_back(desk: DeskLot, amount: Decimal) -> None:
    """Count no longer what a withdrawn application requested (euro); only an act reopens a desk.

    The caller holds the desk, and is inside a transaction.
    """
    desk.requested -= amount
    desk.save(update_fields=["requested"])


@transaction.atomic
def reopen(*, call: Call, lot: str, act: Act, actor: Person) -> DeskLot:
    """Open a stopped desk again by act, where there is money for it.

    :raises CallRefused: if it has not stopped, the call receives no more, or no money is free.
    """
    desk = hold(call, lot)
    check_can_reopen(call, desk, at=clock.now())
    assert desk is not None  # noqa: S101 -- the check said so
    desk.stopped_at = desk.stopped_on = None
    desk.reopened_at, desk.reopened_by_act = clock.now(), act
    desk.save(update_fields=["stopped_at", "stopped_on", "reopened_at", "reopened_by_act"])
    events.record("desk.reopened", subject=call, actor=actor, lot=lot, act=str(act))
    return desk
