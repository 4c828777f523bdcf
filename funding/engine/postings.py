"""Postings of a decree: reserved money of the lots becomes money committed to applications.

Sign convention of the ledger: a posting adds to its account; what leaves an account is negative.
The postings of a movement sum to zero.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from calls.engine.accounts import committed, reserved
from wecare.core.money import euro


@dataclass(frozen=True, slots=True)
class Grant:
    """What a decree gives to one application; the protocol is number/year."""

    protocol: str
    lot: str
    fund: str
    amount: Decimal


class GrantRefused(ValueError):
    """Unable to commit an amount that is not above zero, or twice to one application."""


def commitment(
    grants: Sequence[Grant], *, measure: str, line: str, call: str
) -> tuple[tuple[str, Decimal], ...]:
    """Move what a decree grants from the lots' reserved money to each application.

    :raises GrantRefused: if a grant is not above zero or an application appears twice.
    """
    taken: defaultdict[str, Decimal] = defaultdict(Decimal)
    given: dict[str, Decimal] = {}
    for grant in sorted(grants, key=lambda grant: grant.protocol):
        if euro(grant.amount) <= 0:
            raise GrantRefused(f"{grant.protocol}: {grant.amount} is not above zero")
        place = {"fund": grant.fund, "measure": measure, "line": line, "call": call}
        target = committed(**place, lot=grant.lot, protocol=grant.protocol)
        if target in given:
            raise GrantRefused(f"{grant.protocol}: granted twice")
        given[target] = euro(grant.amount)
        taken[reserved(**place, lot=grant.lot)] -= given[target]
    return (*taken.items(), *given.items())
