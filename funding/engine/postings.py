"""Postings of a decree: reserved money of the lots becomes money committed to applications.

Where several funds pay a lot, an application has one grant on each of them, and whatever moves has a
posting for each fund.

Sign convention of the ledger: a posting adds to its account; what leaves an account is negative.
The postings of a movement sum to zero.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from calls.engine.accounts import committed, paid
from calls.engine.fund_parts import Parts, added
from calls.engine.lots import giving_order
from calls.engine.places import Place, parts_of, places_of_lot
from calls.engine.rulebook import Lot, Rulebook
from evaluation.engine.summaries import summaries
from wecare.core.money import ZERO, euro, total


@dataclass(frozen=True, slots=True)
class Grant:
    """What a decree gives to one application on one fund; the protocol is number/year."""

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
    """Unable to commit an amount that is not above zero, or twice to one application on a fund."""


def grants_of(protocol: str, lot: Lot, rules: Rulebook, parts: Parts) -> tuple[Grant, ...]:
    """A sum of an application's award as the postings name it: `parts` is fund → euro."""
    places = places_of_lot(lot, rules)
    return tuple(Grant(protocol, places[fund], amount) for fund, amount in sorted(parts.items()))


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


def payment(grants: Sequence[Grant]) -> tuple[tuple[str, Decimal], ...]:
    """Pay a part of what stands committed to one application; their amounts are that part, in euro."""
    return _moved((each, each.committed, each.paid) for each in grants)


def restitution(grants: Sequence[Grant]) -> tuple[tuple[str, Decimal], ...]:
    """Give what was paid and came back to the lot's reserved money again."""
    return _moved((each, each.paid, each.place.account) for each in grants)


def repayment(grants: Sequence[Grant]) -> tuple[tuple[str, Decimal], ...]:
    """Give capital of a loan that was repaid to the free money of the lot's line, fund by fund."""
    return _moved((each, each.paid, each.place.of_line.account) for each in grants)


def _moved(each_of: Iterable[tuple[Grant, str, str]]) -> tuple[tuple[str, Decimal], ...]:
    return tuple(
        posting
        for grant, source, target in each_of
        for posting in ((source, -grant.amount), (target, grant.amount))
    )


@dataclass(frozen=True, slots=True)
class Passage:
    """What one lot must bring to another for its awards: both spend the same line and funds.

    `parts` is fund → euro, where several funds pay both.
    """

    giver: str
    taker: str
    amount: Decimal
    parts: Parts = field(default_factory=dict)

    def postings(self, rules: Rulebook) -> tuple[tuple[str, Decimal], ...]:
        """From the money reserved for the one to that reserved for the other."""
        giver, taker = rules.lot(self.giver), rules.lot(self.taker)
        out, into = places_of_lot(giver, rules), places_of_lot(taker, rules)
        return tuple(
            posting
            for fund, amount in parts_of(giver, self.amount, self.parts).items()
            for posting in ((out[fund].account, -amount), (into[fund].account, amount))
        )


def joined(found: Iterable[Passage]) -> tuple[Passage, ...]:
    """The same passages, one from a lot to another, with what it moves on each fund."""
    pairs: dict[tuple[str, str], Parts] = {}
    for each in found:
        pair = (each.giver, each.taker)
        pairs[pair] = added(pairs.get(pair, {}), each.parts)
    return tuple(Passage(*pair, total(parts.values()), parts) for pair, parts in pairs.items())


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
