"""Budget years of what stands committed: how a sum is divided, and from which year it is drawn.

A commitment falls on the years in which it is due (art. 56 D.Lgs 118/2011). What is paid was due first, so
it is drawn from the earliest year; what is set free was due last, so it is drawn from the latest.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from calls.engine.fund_parts import Parts, drawn, less
from wecare.acts.engine.years import YearShare
from wecare.core.money import ZERO, share_out, total

Years = Mapping[int, Decimal]  # budget year → euro


class YearsOverdrawn(ValueError):
    """Unable to draw more than there is on the years."""


def divided(parts: Parts, shares: tuple[YearShare, ...]) -> dict[str, dict[int, Decimal]]:
    """Fund → budget year → euro: the parts of a sum, divided by the shares to the cent.

    Each year has its share of the whole sum, the cents left over going to the largest remainders; each
    fund pays of a year its part of it. So both the years and the funds add up exactly. Nothing of zero.

    :raises ValueError: if a part is below zero or there are no shares.
    """
    found: dict[str, dict[int, Decimal]] = {fund: {} for fund in parts}
    left = dict(parts)
    amounts = share_out(total(parts.values()), [each.percent for each in shares])
    for share, amount in zip(shares, amounts, strict=True):
        paid = drawn(left, amount)
        left = less(left, paid)
        for fund, part in paid.items():
            found[fund][share.year] = part
    return found


def earliest(held: Years, amount: Decimal) -> dict[int, Decimal]:
    """Budget year → euro of `amount`, drawn from the first years.

    :raises YearsOverdrawn: if less is held.
    """
    return _drawn(sorted(held.items()), amount)


def latest(held: Years, amount: Decimal) -> dict[int, Decimal]:
    """Budget year → euro of `amount`, drawn from the last years.

    :raises YearsOverdrawn: if less is held.
    """
    return _drawn(sorted(held.items(), reverse=True), amount)


def _drawn(held: Iterable[tuple[int, Decimal]], amount: Decimal) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    left = amount
    for year, stands in held:
        taken = min(stands, left)
        if taken > ZERO:
            found[year] = taken
            left -= taken
    if left != ZERO:
        raise YearsOverdrawn(f"{amount} out of {dict(held)}")
    return found
