"""Money that comes back to the lots of a list, told by who moves it in the ledger."""

from decimal import Decimal

from django.db import transaction

from calls.models import Call
from evaluation.models import ReturnedMoney
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import clock, events


@transaction.atomic
def record(
    *,
    key: str,
    call: Call,
    lot: str,
    amount: Decimal,
    cause: str,
    act: Act | None,
    by: Person | None,
) -> ReturnedMoney:
    """Let the next scroll of the call give out `amount` euro more (or less, below zero) of a lot; once.

    The caller moves the same money in the ledger, in the same transaction.
    """
    told, is_new = ReturnedMoney.objects.get_or_create(
        key=key,
        defaults={
            "call": call,
            "lot": lot,
            "amount": amount,
            "cause": cause,
            "act": act,
            "recorded_by": by,
            "recorded_at": clock.now(),
        },
    )
    if is_new:
        events.record(
            "lot_money.returned", subject=told, actor=by, call=call.code, lot=lot, amount=amount
        )
    return told
