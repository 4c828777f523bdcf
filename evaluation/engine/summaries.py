"""What became of the money of each lot, from what its rows were granted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calls.engine.lots import Reserve, giving_order
from calls.engine.rulebook import Lot
from wecare.core.money import ZERO, total


@dataclass(frozen=True, slots=True)
class ReserveSummary:
    """A reserve: how much it is in euro, and how much of it those who qualify had."""

    reserve: Reserve
    amount: Decimal
    drawn: Decimal

    @property
    def released(self) -> Decimal:
        """What was for everybody."""
        return self.amount - self.drawn


@dataclass(frozen=True, slots=True)
class LotSummary:
    """A lot's money: what came, what was granted, what went to another lot, what is left.

    Amount and received are always granted, given and left together.
    """

    lot: Lot
    received: tuple[tuple[str, Decimal], ...]
    granted: Decimal
    given: Decimal
    reserves: tuple[ReserveSummary, ...]
    funds: tuple[tuple[str, Decimal], ...] = ()  # what each paid of what was granted, by code

    @property
    def money(self) -> Decimal:
        """All that the lot could give."""
        return self.lot.amount + total(amount for _lot, amount in self.received)

    @property
    def left(self) -> Decimal:
        return self.money - self.granted - self.given

    def to_json(self, *, edition: int) -> dict[str, Any]:
        """Write the summary as it is published."""
        plain = {
            "code": self.lot.code,
            "amount": str(self.lot.amount),
            "granted": str(self.granted),
            "left": str(self.left),
        }
        if edition < 3:  # noqa: PLR2004 -- the edition that reserves and leftovers came with
            return plain
        several = [{"fund": code, "granted": str(amount)} for code, amount in self.funds]
        return {
            **plain,
            **({"funds": several} if edition > 4 else {}),  # noqa: PLR2004 -- the edition of several funds
            "received": [{"lot": code, "amount": str(amount)} for code, amount in self.received],
            "given": str(self.given),
            "reserves": [
                {
                    "code": each.reserve.code,
                    "amount": str(each.amount),
                    "drawn": str(each.drawn),
                }
                for each in self.reserves
            ],
        }


def summaries(
    lots: Sequence[Lot],
    granted: Mapping[str, Decimal],
    drawn: Mapping[tuple[str, str], Decimal],
    paid: Mapping[tuple[str, str], Decimal] | None = None,
) -> tuple[LotSummary, ...]:
    """Sum the money of the lots up, in their order.

    `granted` is by lot, `drawn` by lot and reserve, `paid` by lot and fund.

    :raises LeftoverRefused: if lots leave money round in a circle.
    """
    received: dict[str, list[tuple[str, Decimal]]] = {lot.code: [] for lot in lots}
    found: dict[str, LotSummary] = {}
    for lot in giving_order(lots):
        came = tuple(received[lot.code])
        out = granted.get(lot.code, ZERO)
        left = lot.amount + total(amount for _lot, amount in came) - out
        if lot.leftover_to and left:
            received[lot.leftover_to].append((lot.code, left))
        reserves = tuple(
            ReserveSummary(each, each.of(lot.amount), drawn.get((lot.code, each.code), ZERO))
            for each in lot.reserves
        )
        funds = tuple(
            (code, (paid or {}).get((lot.code, code), ZERO))
            for code in sorted(each.fund for each in lot.shares)
        )
        given = left if lot.leftover_to else ZERO
        found[lot.code] = LotSummary(lot, came, out, given, reserves, funds)
    return tuple(found[lot.code] for lot in lots)


def drawn_of(
    rows: Sequence[tuple[str, Sequence[Mapping[str, Any]]]],
) -> dict[tuple[str, str], Decimal]:
    """What was drawn from each reserve, by lot and reserve, out of what rows say (lot, facts)."""
    found: dict[tuple[str, str], Decimal] = {}
    for lot, facts in rows:
        for each in facts:
            if each["code"] == "reserve_drawn":
                key = (lot, str(each["values"]["reserve"]))
                found[key] = found.get(key, ZERO) + Decimal(each["values"]["drawn_amount"])
    return found
