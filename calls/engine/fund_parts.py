"""What several funds pay of a sum of money: parts by fund, in euro, that are together the sum.

Money that stands on several funds goes out so that each has paid, after any cent, its part of what has
gone, down to the cent. Whatever is drawn, and however often, no fund gives more than stands on it.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from wecare.core.money import CENT, ZERO, euro, total

Parts = Mapping[str, Decimal]  # fund → euro


class PartsRefused(ValueError):
    """Unable to draw more than there is, or from a fund on which there is less than nothing."""


def drawn(there: Parts, amount: Decimal) -> dict[str, Decimal]:
    """What each fund pays of `amount` euro, out of what stands on the funds; nothing of zero.

    The funds go by code. The first pays of the cents drawn its part of all that is there, down to the
    cent; the next its part of what the first left, of the cents that the first did not pay; and so on.

    :raises PartsRefused: if the amount is below zero or more than there is, or a fund stands below zero.
    """
    rest, count = _cents(total(there.values())), _cents(amount)
    if not 0 <= count <= rest or any(each < ZERO for each in there.values()):
        raise PartsRefused(f"{amount} out of {dict(there)}")
    found: dict[str, Decimal] = {}
    for fund, stands in sorted(there.items()):
        own = _cents(stands)
        paid = count * own // rest if rest else 0
        if paid:
            found[fund] = euro(paid * CENT)
        count, rest = count - paid, rest - own
    return found


def added(*several: Parts) -> dict[str, Decimal]:
    """The parts together, fund by fund, the funds by code; nothing of zero."""
    found: dict[str, Decimal] = {}
    for parts in several:
        for fund, amount in parts.items():
            found[fund] = found.get(fund, ZERO) + amount
    return {fund: amount for fund, amount in sorted(found.items()) if amount}


def less(parts: Parts, taken: Parts) -> dict[str, Decimal]:
    """The parts without what is taken, which may be more than there is; nothing of zero."""
    return added(parts, {fund: -amount for fund, amount in taken.items()})


def summed(several: Iterable[Parts]) -> dict[str, Decimal]:
    """`added`, of as many as there are."""
    return added(*several)


def _cents(amount: Decimal) -> int:
    return int(amount.scaleb(2))
