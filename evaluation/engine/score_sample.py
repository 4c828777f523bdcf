"""Which applications a second officer checks: drawn so that anybody can draw again.

The rule is in docs/reference/rules-of-a-call.md, "Points of several assessors".
"""

from collections.abc import Collection
from decimal import Decimal

from wecare.core.digests import sha256

_WHOLE = 10_000  # hundredths of a per cent


def sampled(
    protocols: Collection[str], *, percent: Decimal | None, rulebook_digest: str
) -> frozenset[str]:
    """The protocols that are checked: as many as the percentage rounded up, none without one."""
    if percent is None or not protocols:
        return frozenset()
    hundredths = int(percent.scaleb(2))
    many = -(-len(protocols) * hundredths // _WHOLE)
    return frozenset(sorted(protocols, key=lambda each: _draw(rulebook_digest, each))[:many])


def _draw(rulebook_digest: str, protocol: str) -> tuple[str, str]:
    return sha256(f"{rulebook_digest}/score-check/{protocol}".encode()), protocol
