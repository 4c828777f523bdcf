"""Expenses against the rules: flat rates, what the limits leave of them, and the grant that is due.

Amounts are euro; costs are by the code of their category. Nothing here looks at who decides: a limit
that asks for a minimum is only told, one that allows a maximum is what may be recognised.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from applicants.engine import shares
from calls.engine.cost_groups import cost_blocks
from calls.engine.rulebook import Rulebook
from funding.enums import ExpenseKind
from wecare.core.digests import digest
from wecare.core.money import CENT, ZERO, euro, share_out, total

_NOISE = re.compile(r"[\W_]+")
Costs = Mapping[str, Decimal]


def identity(*, kind: ExpenseKind, issuer_code: str, number: str, day: date) -> str:
    """What tells a document from every other: who issued it, which kind, number and day.

    The same whatever the case, the spaces and the signs between the parts of the number.
    """
    return digest(
        {
            "kind": kind.value,
            "issuer": _NOISE.sub("", issuer_code).upper(),
            "number": _NOISE.sub("-", number.casefold()).strip("-"),
            "day": day,
        }
    )


def documented(rules: Rulebook) -> tuple[str, ...]:
    """The categories whose expenses are proved by documents: those without a flat rate."""
    return tuple(each.code for each in rules.cost_categories if each.flat_rate is None)


def flats(rules: Rulebook, costs: Costs, approved: Costs) -> dict[str, Decimal]:
    """What the flat rates add to these costs, category by category, never more than was approved."""
    found = {}
    for category in rules.cost_categories:
        if category.flat_rate is not None:
            base = total(costs.get(code, ZERO) for code in category.flat_base)
            most = shares.allowed(category.flat_rate, base)
            found[category.code] = min(most, approved.get(category.code, ZERO))
    return found


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the maxima of the rules leave of some costs: by category, flat rates included, and in all."""

    costs: Mapping[str, Decimal]
    cut: Decimal

    @property
    def value(self) -> Decimal:
        return total(self.costs.values())


def recognised(rules: Rulebook, costs: Costs, approved: Costs) -> Recognised:
    """The most of these costs that keeps every category and macro-item within its maximum.

    A maximum is a percentage of what is recognised in all, so a cut of one lowers the room of the
    others: the value is the highest, to the cent, that holds them all together. Flat rates are
    computed again on what is left of their base.

    :raises KeyError: if a cost stands in a category the rulebook does not have.
    """
    for code in costs:
        rules.cost_category(code)
    whole = total([*costs.values(), *flats(rules, costs, approved).values()])
    if _value(_within(rules, costs, approved, whole)) == whole:
        return Recognised(_within(rules, costs, approved, whole), ZERO)
    low, high = 0, int(whole.scaleb(2))  # cents: what holds at `low` is known to
    while high - low > 1:
        middle = (low + high) // 2
        value = euro(middle * CENT)
        if _value(_within(rules, costs, approved, value)) >= value:
            low = middle
        else:
            high = middle
    left = _within(rules, costs, approved, euro(low * CENT))
    return Recognised(left, whole - _value(left))


def grant_for(accepted: Decimal, *, granted: Decimal, cost: Decimal, due: Decimal) -> Decimal:
    """The grant that an accepted expense gives a right to, in euro.

    The share that was `granted` of the approved `cost`, half up to the cent, and never more than what
    is still `due` of the award.
    """
    if accepted <= ZERO or cost <= ZERO or due <= ZERO:
        return ZERO
    part = granted if accepted >= cost else share_out(granted, (accepted, cost - accepted))[0]
    return min(part, due)


def _value(costs: Costs) -> Decimal:
    return total(costs.values())


def _within(rules: Rulebook, costs: Costs, approved: Costs, value: Decimal) -> dict[str, Decimal]:
    """The costs cut to the maxima of a project of this value, the flat rates on what is left."""
    found: dict[str, Decimal] = {}
    for block in cost_blocks(rules):
        kept = {
            each.code: _most(costs.get(each.code, ZERO), each.maximum_percent, value)
            for each in block.categories
            if each.flat_rate is None
        }
        most = None if block.group is None else block.group.maximum_percent
        found |= _together(kept, most, value)
    added = flats(rules, found, approved)
    for category in rules.cost_categories:
        if category.code in added:
            found[category.code] = _most(added[category.code], category.maximum_percent, value)
    return _groups_with_flats(rules, found, value)


def _groups_with_flats(
    rules: Rulebook, found: dict[str, Decimal], value: Decimal
) -> dict[str, Decimal]:
    """A macro-item is bounded with its flat rates: what is above comes off them first."""
    for block in cost_blocks(rules):
        most = None if block.group is None else block.group.maximum_percent
        flat = [each.code for each in block.categories if each.flat_rate is not None]
        if most is None or not flat:
            continue
        others = total(found[each.code] for each in block.categories if each.flat_rate is None)
        room = max(shares.allowed(most, value) - others, ZERO)
        found |= _together({code: found[code] for code in flat}, None, value, room=room)
    return found


def _most(amount: Decimal, percent: Decimal | None, value: Decimal) -> Decimal:
    return amount if percent is None else min(amount, shares.allowed(percent, value))


def _together(
    kept: dict[str, Decimal],
    percent: Decimal | None,
    value: Decimal,
    *,
    room: Decimal | None = None,
) -> dict[str, Decimal]:
    """The amounts, cut in proportion to what they may be together."""
    if room is None:
        room = None if percent is None else shares.allowed(percent, value)
    whole = total(kept.values())
    if room is None or whole <= room:
        return kept
    return dict(zip(kept, share_out(room, list(kept.values())), strict=True))
