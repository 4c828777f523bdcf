"""Postings of a decree: reserved money of the lots becomes money committed to applications.

Sign convention of the ledger: a posting adds to its account; what leaves an account is negative.
The postings of a movement sum to zero.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from calls.engine.accounts import committed, paid
from calls.engine.lots import giving_order
from calls.engine.places import Place, place_of_lot
from calls.engine.rulebook import Lot, Rulebook
from evaluation.engine.summaries import summaries
from wecare.core.money import ZERO, euro


@dataclass(frozen=True, slots=True)
class Grant:
    """What a decree gives to one application; the protocol is number/year."""

    protocol: str
    place: Place
    amount: Decimal

    @property
    def committed(self) -> str:
        """The account where it stands until it is paid."""
        return committed(**self._named)

    @property
    def paid(self) -> str:
        """The account where it stands once it is paid."""
        return paid(**self._named)

    @property
    def _named(self) -> dict[str, str]:
        at = self.place
        return {
            "fund": at.fund,
            "measure": at.measure,
            "line": at.line,
            "call": at.call,
            "lot": at.lot,
            "protocol": self.protocol,
        }


class GrantRefused(ValueError):
    """Unable to commit an amount that is not above zero, or twice to one application."""


def commitment(grants: Sequence[Grant]) -> tuple[tuple[str, Decimal], ...]:
    """Move what a decree grants from the lots' reserved money to each application.

    :raises GrantRefused: if a grant is not above zero or an application appears twice.
    """
    taken: defaultdict[str, Decimal] = defaultdict(Decimal)
    given: dict[str, Decimal] = {}
    for grant in sorted(grants, key=lambda grant: grant.protocol):
        if euro(grant.amount) <= 0:
            raise GrantRefused(f"{grant.protocol}: {grant.amount} is not above zero")
        target = grant.committed
        if target in given:
            raise GrantRefused(f"{grant.protocol}: granted twice")
        given[target] = euro(grant.amount)
        taken[grant.place.account] -= given[target]
    return (*taken.items(), *given.items())


def release(grants: Sequence[Grant]) -> tuple[tuple[str, Decimal], ...]:
    """Give what was committed back to the lots' reserved money: a commitment the other way round.

    :raises GrantRefused: if an amount is not above zero or an application appears twice.
    """
    return tuple((account, -amount) for account, amount in commitment(grants))


def payment(grant: Grant) -> tuple[tuple[str, Decimal], ...]:
    """Pay a part of what stands committed to one application; `grant.amount` is that part, in euro."""
    return ((grant.committed, -grant.amount), (grant.paid, grant.amount))


def restitution(grant: Grant) -> tuple[tuple[str, Decimal], ...]:
    """Give what was paid and came back to the lot's reserved money again."""
    return ((grant.paid, -grant.amount), (grant.place.account, grant.amount))


def repayment(grant: Grant) -> tuple[tuple[str, Decimal], ...]:
    """Give capital of a loan that was repaid to the free money of the lot's line and fund."""
    return ((grant.paid, -grant.amount), (grant.place.of_line.account, grant.amount))


@dataclass(frozen=True, slots=True)
class Passage:
    """What one lot must bring to another for its awards: both spend the same line and fund."""

    giver: str
    taker: str
    amount: Decimal

    def postings(self, rules: Rulebook) -> tuple[tuple[str, Decimal], ...]:
        """From the money reserved for the one to that reserved for the other."""
        return (
            (place_of_lot(rules.lot(self.giver), rules).account, -self.amount),
            (place_of_lot(rules.lot(self.taker), rules).account, self.amount),
        )


def passages(lots: Sequence[Lot], granted: Mapping[str, Decimal]) -> tuple[Passage, ...]:
    """What lots must pass on so that each holds what it grants, the givers before the takers.

    Not more than is needed: what nobody is granted stays where it was reserved.

    :raises LeftoverRefused: if lots leave money round in a circle.
    """
    came = {each.lot.code: each.received for each in summaries(lots, granted, {})}
    passed: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    found: list[Passage] = []
    for lot in reversed(giving_order(lots)):
        needed = granted.get(lot.code, ZERO) + passed[lot.code] - lot.amount
        for giver, most in came[lot.code]:
            amount = min(most, needed)
            if amount > ZERO:
                found.append(Passage(giver, lot.code, amount))
                passed[giver] += amount
                needed -= amount
    return tuple(reversed(found))


def moved_on(
    due: Sequence[Passage], posted: Mapping[tuple[str, str], Decimal]
) -> tuple[Passage, ...]:
    """What is still to be passed where something was before; what is too much goes back.

    `posted` is (giver, taker) → euro that earlier decrees of the call passed. Nothing of zero.
    """
    wanted = {(each.giver, each.taker): each.amount for each in due}
    back, on = [], []
    for pair in (*wanted, *(each for each in posted if each not in wanted)):
        missing = wanted.get(pair, ZERO) - posted.get(pair, ZERO)
        if missing > ZERO:
            on.append(Passage(*pair, missing))
        elif missing < ZERO:
            back.append(Passage(pair[1], pair[0], -missing))
    return (*back, *on)
