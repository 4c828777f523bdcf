"""Money given to the programme by acts: each gift is a balanced movement of the ledger."""

from decimal import Decimal

from django.db import transaction

from calls.engine.accounts import available, source
from calls.models import Allocation, Fund, Line
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import events
from wecare.core.money import euro
from wecare.ledger.actions import post


@transaction.atomic
def allocate(
    *, line: Line, fund: Fund, amount: Decimal, act: Act, actor: Person | None
) -> Allocation:
    """Give `amount` euro of `fund` to `line` by `act`; done once per line, fund and act.

    :raises InsufficientFunds: never for a source account; it may go below zero.
    """
    key = f"allocation/{act.pk}/{line.measure.code}/{line.code}/{fund.code}"
    existing = Allocation.objects.filter(movement_key=key).first()
    if existing is not None:
        return existing
    amount = euro(amount)
    place = {"fund": fund.code, "measure": line.measure.code, "line": line.code}
    post(
        key=key,
        kind="allocation",
        postings=[
            (source(fund=fund.code, measure=line.measure.code, line=line.code), -amount),
            (available(**place), amount),
        ],
        cause=f"Dotazione {line}",
        reference=str(act),
        actor=actor,
    )
    allocation = Allocation.objects.create(
        line=line, fund=fund, amount=amount, act=act, movement_key=key
    )
    events.record(
        "budget.allocated",
        subject=allocation,
        actor=actor,
        line=str(line),
        amount=amount,
        act=str(act),
    )
    return allocation
