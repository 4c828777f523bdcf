"""Places of money: a line's part of a fund, or what is set aside there for a lot of a call."""

from dataclasses import dataclass, replace
from decimal import Decimal

from calls.engine.accounts import available, reserved, source
from calls.engine.cents import Run, parts
from calls.engine.fund_parts import Parts
from calls.engine.rulebook import Lot, Rulebook
from wecare.core.money import CENT, euro

SEPARATOR = "/"
_OF_LINE, _OF_LOT = 3, 5  # parts of a place's name


class PlaceRefused(ValueError):
    """The text does not name a place."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where euros stand before they are committed; without call and lot, the free money of a line."""

    measure: str
    line: str
    fund: str
    call: str = ""
    lot: str = ""

    def __str__(self) -> str:
        parts = (self.measure, self.line, self.fund, self.call, self.lot)
        return SEPARATOR.join(part for part in parts if part)

    @property
    def account(self) -> str:
        """The ledger's account of the place: free money of the line, or the lot's reserve."""
        if self.lot:
            return reserved(
                fund=self.fund, measure=self.measure, line=self.line, call=self.call, lot=self.lot
            )
        return available(fund=self.fund, measure=self.measure, line=self.line)

    @property
    def source(self) -> str:
        """The account the place's money comes from: whatever is allocated there is owed by it."""
        return source(fund=self.fund, measure=self.measure, line=self.line)

    @property
    def of_line(self) -> "Place":
        """The line's part of the fund, whether or not this is a lot."""
        return replace(self, call="", lot="")


def places_of_lot(lot: Lot, rules: Rulebook) -> dict[str, Place]:
    """Fund → where the money reserved for a lot stands on it, the funds by their code.

    It stands on the lot's line of the call's measure: on each of the funds that pay the lot together, or
    on the lot's own.
    """
    funds = sorted(each.fund for each in lot.shares) or [lot.fund]
    line = lot.line or rules.line
    return {
        fund: Place(rules.measure, line, fund, call=rules.call_code, lot=lot.code) for fund in funds
    }


def parts_of(lot: Lot, amount: Decimal, said: Parts | None = None) -> dict[str, Decimal]:
    """Fund → what it pays of `amount` euro of a lot: what is said of them, or all on the lot's own fund."""
    if said:
        return {fund: euro(part) for fund, part in sorted(said.items()) if euro(part)}
    return {lot.fund: amount} if amount else {}


def parts_of_lot(lot: Lot) -> dict[str, Decimal]:
    """Fund → what is reserved on it for a lot when its call is published: its part of all its cents."""
    if not lot.shares:
        return parts_of(lot, lot.amount)
    run = Run(1, int(lot.amount.scaleb(2)))
    counted = parts(lot.shares, [run])
    return parts_of(lot, lot.amount, {fund: count * CENT for fund, count in counted.items()})


def read(text: str) -> Place:
    """Read what `str(place)` wrote.

    :raises PlaceRefused: if it is not the name of a place.
    """
    parts = text.split(SEPARATOR)
    if len(parts) not in {_OF_LINE, _OF_LOT}:
        raise PlaceRefused(f"{text!r} has {len(parts)} parts, a place has {_OF_LINE} or {_OF_LOT}")
    place = Place(*parts)
    try:
        _named = place.account
    except ValueError as problem:
        raise PlaceRefused(str(problem)) from problem
    return place
