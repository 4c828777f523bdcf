"""The award of a group in the shares of who takes part, to the cent."""

from collections.abc import Mapping
from decimal import Decimal

from wecare.core.money import ZERO, share_out, total


def award_shares(amount: Decimal, requested: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Fiscal code → its share of the award, in euro; together they are the award exactly.

    `requested` is what each asks, the lead first: its costs less what it pays itself. Who asks
    nothing, or less, has nothing; where nobody asks anything the award is the lead's. Shares are
    proportional to it, with the cents left to the largest remainders and, between equal ones, to the
    first by fiscal code: however the group is listed, each has the same.

    :raises ValueError: if nobody takes part, or the amount is negative.
    """
    if not requested:
        raise ValueError("Nobody takes part.")
    asks = {code: max(asked, ZERO) for code, asked in requested.items()}
    if not total(asks.values()):
        return {code: amount if place == 0 else ZERO for place, code in enumerate(asks)}
    ordered = sorted(asks)
    parts = dict(zip(ordered, share_out(amount, [asks[code] for code in ordered]), strict=True))
    return {code: parts[code] for code in asks}
