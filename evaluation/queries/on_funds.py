"""What stands on the funds of a call's lots, where a scroll looks at it: asked of whoever follows awards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from calls.engine.fund_parts import Parts, less, summed
from calls.engine.places import places_of_lot
from calls.models import BudgetMovement, Call
from evaluation.engine.on_funds import OnFunds
from evaluation.engine.scrolling import Moved, Standing
from evaluation.models import RankedList, ReturnedMoney
from wecare.core.money import ZERO, euro
from wecare.ledger.models import Account


@dataclass(frozen=True, slots=True)
class Told:
    """What the ledger holds of those who were granted something by decree, by protocol, in euro.

    `parts` is what each holds on the funds, also nothing; `paid` what was paid of it; `passed` by lot what
    it brought to another.
    """

    parts: Mapping[str, Parts] = field(default_factory=dict)
    paid: Mapping[str, Parts] = field(default_factory=dict)
    passed: Parts = field(default_factory=dict)


Teller = Callable[[Call], Told]
_tellers: dict[str, Teller] = {}


def tell(name: str, teller: Teller) -> None:
    """Let the scrolls of a call ask.

    :raises ValueError: if there is another teller.
    """
    if _tellers.setdefault(name, teller) is not teller or len(_tellers) > 1:
        raise ValueError(f"Somebody tells already what stands on the funds, not {name}.")


def on_funds(base: RankedList, standing: Standing, moved: Moved) -> OnFunds | None:
    """What stands on the funds as the list is about to scroll; None while the cents of its lots say it.

    They no longer do once money came back to a lot or an act moved some, or where somebody who was paid
    asks less.
    """
    shared = {lot.code: lot for lot in standing.rules.lots if lot.shares}
    if not shared:
        return None
    told = _told(base.call)
    if not (
        standing.rules.free or _has_moved(base.call, set(shared)) or _cuts(told, standing, moved)
    ):
        return None
    lot_of = {entry.protocol: entry.lot for entry in standing.entries}
    promised = {
        row["protocol"]: {fund: euro(part) for fund, part in row["parts"].items() if euro(part)}
        for row in base.data["rows"]
        if row["lot"] in shared and euro(row["granted"]) and row["protocol"] not in told.parts
    }
    free = {
        code: less(reserved, summed(each for key, each in promised.items() if lot_of[key] == code))
        for code, reserved in _reserved(base, set(shared)).items()
    }
    return OnFunds(free, {**promised, **told.parts}, told.paid, told.passed)


def _told(call: Call) -> Told:
    teller = next(iter(_tellers.values()), None)
    return teller(call) if teller else Told()


def _has_moved(call: Call, lots: set[str]) -> bool:
    mine = Q(into_lot__in=lots) | Q(out_of_lot__in=lots)
    return (
        ReturnedMoney.objects.filter(call=call, lot__in=lots).exists()
        or BudgetMovement.objects.filter(mine, call=call).exists()
    )


def _cuts(told: Told, standing: Standing, moved: Moved) -> bool:
    asks = moved.asks or {}
    return any(
        asks.get(key, ZERO) < standing.granted.get(key, ZERO) for key in told.paid if key in asks
    )


def _reserved(base: RankedList, lots: set[str]) -> dict[str, dict[str, Decimal]]:
    """Lot → fund → what is reserved and not committed, in the ledger."""
    rules = base.rulebook.rules
    accounts = {
        place.account: (code, fund)
        for code in lots
        for fund, place in places_of_lot(rules.lot(code), rules).items()
    }
    found: dict[str, dict[str, Decimal]] = {code: {} for code in lots}
    held = Account.objects.filter(code__in=list(accounts), balance__gt=ZERO).order_by("code")
    for account, balance in held.values_list("code", "balance"):
        code, fund = accounts[account]
        found[code][fund] = balance
    return found
