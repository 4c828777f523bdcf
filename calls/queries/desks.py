"""The desks of a call as they stand: money of the lot, requested, limit, stopped or not."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from calls.engine.rulebook import Lot, Rulebook
from calls.enums import Procedure
from calls.models import Call, DeskLot
from calls.queries.calls import current_rulebook
from calls.queries.programme import figures_by_lot
from wecare.core.money import ZERO, percent_of, portion

WHOLE = 100


@dataclass(frozen=True, slots=True)
class DeskView:
    """The desk of one lot; amounts in euro. It stops when `requested` reaches `limit`."""

    lot: Lot
    money: Decimal
    requested: Decimal
    limit: Decimal
    stopped_at: datetime | None

    @property
    def left(self) -> Decimal:
        """What may still be requested before it stops; never negative."""
        return max(self.limit - self.requested, ZERO)

    @property
    def is_stopped(self) -> bool:
        return self.stopped_at is not None

    @property
    def filled(self) -> int:
        """How much of the limit is requested, in whole per cent, a hundred at the most."""
        if not self.limit:
            return WHOLE
        return min(int(percent_of(self.requested, self.limit)), WHOLE)


def desks_of(call: Call) -> list[DeskView]:
    """Each desk of a published call, in the order of its lots; none for a ranked call."""
    rulebook = current_rulebook(call)
    if rulebook is None or rulebook.rules.procedure is not Procedure.DESK:
        return []
    rules, money = rulebook.rules, money_of_lots(call)
    kept = {each.lot: each for each in DeskLot.objects.filter(call=call)}
    return [
        DeskView(
            lot=lot,
            money=money.get(lot.code, ZERO),
            requested=kept[lot.code].requested,
            limit=limit_of(rules, money.get(lot.code, ZERO)),
            stopped_at=kept[lot.code].stopped_at,
        )
        for lot in rules.lots
        if lot.code in kept
    ]


def money_of_lots(call: Call) -> dict[str, Decimal]:
    """Lot code → all the money it has by the ledger: reserved, committed and paid."""
    found = figures_by_lot(call.code)
    return {lot: each.reserved + each.committed + each.paid for lot, each in found.items() if lot}


def limit_of(rules: Rulebook, money: Decimal) -> Decimal:
    """How much may be requested of this money before the desk stops."""
    return money if rules.desk is None else portion(money, rules.desk.stop_percent)


def all_stopped(call: Call) -> bool:
    """Whether every desk of a call in order of arrival has stopped."""
    desks = list(call.desks.all())
    return bool(desks) and all(desk.is_stopped for desk in desks)
