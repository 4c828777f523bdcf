"""The sample for the second officer's check: anybody draws it again from seed, protocols and share.

Method 1: each protocol's ticket is the SHA-256 of `seed|protocol`, in hexadecimal; the lowest tickets
are in, as many as the share of the whole, rounded up, and at least one.
"""

from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256

METHOD = 1
LEAST_SHARE = Decimal("1.00")  # per cent
WHOLE = Decimal("100.00")


def size(count: int, share: Decimal) -> int:
    """How many of `count` are drawn at this share (per cent), rounded up.

    :raises ValueError: if the share is not between one and a hundred per cent.
    """
    if not LEAST_SHARE <= share <= WHOLE:
        raise ValueError(f"A share of {share} per cent cannot be drawn.")
    return -(-count * int(share * 100) // 10000)


def ticket(seed: str, protocol: str) -> str:
    """The number that a protocol draws."""
    return sha256(f"{seed}|{protocol}".encode()).hexdigest()


def sample(seed: str, protocols: Iterable[str], share: Decimal) -> tuple[str, ...]:
    """The protocols that are drawn, the lowest ticket first; the same whatever their order.

    :raises ValueError: as `size`, or if a protocol is named twice.
    """
    known = list(protocols)
    if len(set(known)) != len(known):
        raise ValueError("A protocol is named twice.")
    return tuple(
        sorted(known, key=lambda each: (ticket(seed, each), each))[: size(len(known), share)]
    )
