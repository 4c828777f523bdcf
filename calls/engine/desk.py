"""How a desk takes applications in order of arrival, and when it stops."""

from dataclasses import dataclass
from decimal import Decimal

WHOLE = Decimal("100.00")


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of a lot stops by itself when what was requested reaches a part of its money.

    A hundred per cent stops it at the request that reaches the money of the lot; more than that takes
    applications in reserve.
    """

    stop_percent: Decimal = WHOLE
    article: str = ""
