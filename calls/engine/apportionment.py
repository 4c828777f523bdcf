"""Share money out among the Distretti: a fixed share each, the rest by inhabitants, none over a cap.

The rule that the Region used in FSE1 is not in the sources: this is a calculator that fills a table,
and the table is what counts.
"""

from collections.abc import Mapping
from decimal import Decimal

from calls.engine.facts import Fact, fact
from wecare.core.money import ZERO, share_out, total

WHOLE = Decimal("100.00")


class ApportionmentRefused(ValueError):
    """The money cannot be shared out so; `fact` says why."""

    def __init__(self, found: Fact) -> None:
        self.fact = found
        super().__init__(found.code)


def apportion(
    amount: Decimal,
    inhabitants: Mapping[str, int],
    *,
    fixed_percent: Decimal,
    cap: Decimal | None = None,
) -> dict[str, Decimal]:
    """Euro for each Distretto, which add up to the amount to the cent.

    `fixed_percent` of the amount is the same for all, the rest follows the inhabitants. What a
    Distretto would get over the cap goes to the others in the same way. Cents that remain go to the
    largest remainders, in the order of the Distretti.

    :raises ApportionmentRefused: without Distretti, if the cap leaves money over, or if the rest has
        nobody to follow.
    """
    _check(amount, inhabitants, fixed_percent=fixed_percent, cap=cap)
    shares: dict[str, Decimal] = {}
    open_codes, left = list(inhabitants), amount
    while open_codes:
        weights = _weights({code: inhabitants[code] for code in open_codes}, fixed_percent)
        found = dict(zip(open_codes, share_out(left, weights), strict=True))
        over = [code for code in open_codes if cap is not None and found[code] > cap]
        if not over or cap is None:
            shares |= found
            break
        shares |= dict.fromkeys(over, cap)
        left -= total([cap] * len(over))
        open_codes = [code for code in open_codes if code not in over]
    return {code: shares[code] for code in inhabitants}


def _weights(inhabitants: Mapping[str, int], fixed_percent: Decimal) -> list[int]:
    """How much of the money goes to each, in whole numbers of one and the same measure."""
    people, bodies = sum(inhabitants.values()), len(inhabitants)
    fixed = int(fixed_percent.scaleb(2))
    rest = int(WHOLE.scaleb(2)) - fixed
    if not people:  # the check lets nobody through without inhabitants but where all is fixed
        return [1] * bodies
    return [fixed * people + rest * count * bodies for count in inhabitants.values()]


def _check(
    amount: Decimal,
    inhabitants: Mapping[str, int],
    *,
    fixed_percent: Decimal,
    cap: Decimal | None,
) -> None:
    if not inhabitants:
        raise ApportionmentRefused(fact("apportion_nobody"))
    unknown = tuple(code for code, count in inhabitants.items() if count <= 0)
    if unknown and fixed_percent < WHOLE:
        raise ApportionmentRefused(fact("apportion_no_inhabitants", districts=unknown))
    if cap is not None and cap * len(inhabitants) < amount:
        most = total([cap] * len(inhabitants))
        raise ApportionmentRefused(
            fact(
                "apportion_cap_too_low",
                cap_amount=cap,
                count=len(inhabitants),
                most_amount=most,
                asked_amount=amount,
                difference_amount=amount - most,
            )
        )
    if amount <= ZERO:
        raise ApportionmentRefused(fact("apportion_nothing", asked_amount=amount))
