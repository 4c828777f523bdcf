"""The money of a lot while it is given out: one purse for each reserve, and one for everybody.

The rule stands in docs/reference/ranked-list-format.md. A lot without reserves has one purse.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import assert_never

from applicants.engine import shares
from calls.engine.facts import Fact, fact
from calls.engine.lots import Reserve
from calls.engine.rulebook import Lot
from calls.enums import AllocationPolicy
from evaluation.engine.entries import Entry, EntryRefused
from evaluation.engine.ranking import Ranked
from evaluation.engine.rows import Decision
from evaluation.enums import Outcome
from wecare.core.money import ZERO, total


@dataclass(slots=True)
class Purse:
    """A part of a lot's money, and the place at which it stopped giving."""

    left: Decimal
    reserve: Reserve | None = None
    closed_at: int | None = None
    drawn: Decimal = ZERO

    def is_open(self, position: int) -> bool:
        """Whether it still gives at this place; those who share the place that closed it may ask."""
        return self.closed_at is None or self.closed_at == position

    def give(self, asked: Decimal) -> Decimal:
        """Give as much as there is, and say how much."""
        given = min(asked, self.left)
        self.left -= given
        self.drawn += given
        return given


@dataclass(slots=True)
class Till:
    """The purses of a lot, the reserves first; `received` is what other lots leave to it.

    `given` is what it gave to another lot in the list before.
    """

    lot: Lot
    received: Decimal
    kept: Sequence[tuple[Reserve, Decimal]] = ()
    given: Decimal = ZERO
    reserves: tuple[Purse, ...] = field(init=False)
    general: Purse = field(init=False)
    _only: tuple[Purse, ...] = field(init=False)
    _holding: dict[str, list[Fact]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """:raises ValueError: if the reserves are more than the lot."""
        rest = self.lot.amount - total(amount for _reserve, amount in self.kept)
        if rest < ZERO:
            raise ValueError(f"the reserves of lot {self.lot.code} are more than the lot")
        self.reserves = tuple(Purse(amount, reserve) for reserve, amount in self.kept)
        self.general = Purse(rest + self.received - self.given)
        self._only = (self.general,)

    @property
    def left(self) -> Decimal:
        """What is left in all the purses."""
        return self.general.left + total(purse.left for purse in self.reserves)

    def purses_of(self, entry: Entry) -> tuple[Purse, ...]:
        """The purses that an entry may draw on, in their order, whether or not they are closed."""
        if not entry.reserves:
            return self._only
        codes = entry.reserves
        own = (each for each in self.reserves if each.reserve and each.reserve.code in codes)
        return (*own, self.general)

    def open_to(self, ranked: Ranked) -> tuple[Purse, ...]:
        """Those of its purses that still give at its place."""
        purses, position = self.purses_of(ranked.entry), _position(ranked)
        if all(each.closed_at is None for each in purses):
            return purses
        return tuple(each for each in purses if each.is_open(position))

    def turns_away(self, ranked: Ranked) -> bool:
        """Whether an entry would get nothing, were it served now."""
        there = _sum(self.open_to(ranked))
        if ranked.entry.wants <= there:
            return False
        offered = self.lot.allocation is AllocationPolicy.OFFER_REST
        return not offered or not there or self._refuses(ranked.entry, there) is not None

    def hold(self, placed: Iterable[Ranked]) -> None:
        """Set aside what entries hold, each out of its purses in their order.

        What lacks in the general purse comes from what reserves have left, the first one first.

        :raises EntryRefused: if they hold more than there is.
        """
        for each in placed:
            amount = each.entry.held
            if not amount:
                continue
            for purse in self.purses_of(each.entry)[:-1]:
                given = purse.give(amount)
                amount -= given
                if given:
                    said = _of_reserve("reserve_drawn", purse, drawn_amount=given)
                    self._holding.setdefault(each.entry.protocol, []).append(said)
            self.general.left -= amount
        for purse in self.reserves:
            lack = min(max(-self.general.left, ZERO), purse.left)
            purse.left -= lack
            self.general.left += lack
        if self.general.left < ZERO:
            lacking = fact("held_over_money", lot=self.lot.code, lacking_amount=-self.general.left)
            raise EntryRefused((lacking,))

    def decide(self, ranked: Ranked) -> Decision:
        """Serve one entry: what it gets, and why."""
        entry, said = ranked.entry, tuple(_less(ranked.entry))
        if not entry.held:
            outcome, granted, stated = self._serve(ranked)
            return outcome, granted, (*said, *stated)
        held = (*said, fact("held", held_amount=entry.held))
        drawn = self._holding.get(entry.protocol, ())
        if not entry.wants:
            return Outcome.FUNDED, entry.held, (*held, *drawn)
        outcome, more, stated = self._serve(ranked)
        outcome = Outcome.PARTLY_FUNDED if outcome is Outcome.UNFUNDED else outcome
        return outcome, entry.held + more, (*held, *drawn, *stated)

    def _serve(self, ranked: Ranked) -> Decision:
        """Give an entry what it wants beyond what it holds, as far as there is."""
        purses, wanted = self.open_to(ranked), ranked.entry.wants
        there = _sum(purses)
        if wanted <= there:
            said = self._paid(ranked, purses, wanted)
            stated = fact("funded", granted_amount=ranked.entry.claim, left_amount=self.left)
            return Outcome.FUNDED, wanted, (stated, *said)
        if there == ZERO:
            return self._nothing(ranked, self._ended(ranked))
        return self._unfitting(ranked, purses, there)

    def _unfitting(self, ranked: Ranked, purses: Sequence[Purse], there: Decimal) -> Decision:
        figures = {
            "left_amount": there,
            "requested_amount": ranked.entry.wants,
            "article": self.lot.article,
        }
        match self.lot.allocation:
            case AllocationPolicy.SKIP:
                return self._nothing(ranked, fact("passed_over", **figures))
            case AllocationPolicy.STOP:
                _close(purses, ranked)
                return self._nothing(ranked, fact("stopped_here", **figures))
            case AllocationPolicy.OFFER_REST:
                _close(purses, ranked)
                return self._offer(ranked, purses, there, figures)
            case _:
                assert_never(self.lot.allocation)

    def _offer(
        self, ranked: Ranked, purses: Sequence[Purse], there: Decimal, figures: dict[str, object]
    ) -> Decision:
        refused = self._refuses(ranked.entry, there)
        if refused is not None:
            code, least = refused
            return self._nothing(ranked, fact(code, **figures, **least))
        said = self._paid(ranked, purses, there)
        return (
            Outcome.PARTLY_FUNDED,
            there,
            (fact("partly_funded", **figures), *said, *self._kept(ranked)),
        )

    def _refuses(self, entry: Entry, there: Decimal) -> tuple[str, dict[str, Decimal]] | None:
        """Which least part of what is asked would not be reached; who holds something takes more."""
        if entry.held:
            return None
        offered, taken = self.lot.minimum_offer, entry.minimum_acceptable
        if offered is not None and shares.is_under(there, offered, entry.claim):
            return "rest_under_minimum", {"minimum_percent": offered}
        if taken is not None and there < min(taken, entry.claim):
            return "rest_too_small", {"minimum_amount": taken}
        return None

    def _paid(self, ranked: Ranked, purses: Sequence[Purse], amount: Decimal) -> tuple[Fact, ...]:
        """Take the amount out of the purses in turn, and say what each reserve of the entry gave."""
        had = {id(purse): purse.left for purse in purses}
        given: dict[int, Decimal] = {}
        for purse in purses:
            given[id(purse)] = purse.give(amount)
            amount -= given[id(purse)]
        said = []
        for purse in self._own_reserves(ranked):
            if drawn := given.get(id(purse), ZERO):
                said.append(_of_reserve("reserve_drawn", purse, drawn_amount=drawn))
            elif not had.get(id(purse), ZERO):
                said.append(_of_reserve("reserve_ended", purse))
        return tuple(said)

    def _nothing(self, ranked: Ranked, stated: Fact) -> Decision:
        own = (
            _of_reserve("reserve_not_enough" if purse.left else "reserve_ended", purse)
            for purse in self._own_reserves(ranked)
        )
        return Outcome.UNFUNDED, ZERO, (stated, *own, *self._kept(ranked))

    def _own_reserves(self, ranked: Ranked) -> tuple[Purse, ...]:
        return self.purses_of(ranked.entry)[:-1]

    def _kept(self, ranked: Ranked) -> Iterator[Fact]:
        """What is there, but for others: it goes to those who follow and qualify."""
        own = {id(purse) for purse in self._own_reserves(ranked)}
        others = [each for each in self.reserves if each.left and id(each) not in own]
        if others:
            titles = tuple(each.reserve.title for each in others if each.reserve)
            yield fact("reserves_kept", kept_amount=_sum(others), titles=titles)

    def _ended(self, ranked: Ranked) -> Fact:
        """Why nothing is there for an entry."""
        purses = self.purses_of(ranked.entry)
        article = self.lot.article
        if _sum(purses):
            stopped = max(each.closed_at for each in purses if each.closed_at is not None)
            return fact(
                "stopped_above",
                stopped_position=stopped,
                left_amount=_sum(purses),
                article=article,
            )
        if self.left:
            return fact("general_ended", article=article)
        if self.received:
            return fact(
                "money_ended_with_more",
                lot_amount=self.lot.amount,
                received_amount=self.received,
                article=article,
            )
        return fact("money_ended", lot_amount=self.lot.amount, article=article)


def _less(entry: Entry) -> Iterator[Fact]:
    """What an entry asks, where it accepted a smaller project than the one it sent."""
    if entry.asks is not None and entry.asks < entry.requested:
        yield fact("asks_less", requested_amount=entry.requested, asked_amount=entry.asks)


def _sum(purses: Iterable[Purse]) -> Decimal:
    return sum((purse.left for purse in purses), ZERO)


def _close(purses: Iterable[Purse], ranked: Ranked) -> None:
    for purse in purses:
        purse.closed_at = ranked.position


def _position(ranked: Ranked) -> int:
    assert ranked.position is not None  # noqa: S101 -- money is given to those with a place
    return ranked.position


def _of_reserve(code: str, purse: Purse, **facts: Decimal) -> Fact:
    reserve = purse.reserve
    assert reserve is not None  # noqa: S101 -- one of the reserves, for the type checker
    return fact(code, reserve=reserve.code, title=reserve.title, article=reserve.article, **facts)
