"""Money down the list: each lot gives its amount out from the top.

The first request that does not fit meets the lot's policy: it is offered the rest, or the list
stops there, or it is passed over for the next that fits. Nobody is passed over otherwise, and no
lot ever gives more than it has.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import assert_never

from applicants.engine import shares
from calls.engine.facts import Fact, fact
from calls.engine.rulebook import Lot
from calls.enums import AllocationPolicy
from evaluation.engine.ranking import Ranked
from evaluation.engine.rows import Decision, Row, left_out_row, row_of
from evaluation.engine.ties import UnsettledMoney
from evaluation.enums import Outcome
from wecare.core.money import ZERO, total


@dataclass(slots=True)
class _Purse:
    """What a lot still has, and the place at which it stopped giving."""

    lot: Lot
    left: Decimal = field(init=False)
    stopped_at: int | None = None

    def __post_init__(self) -> None:
        self.left = self.lot.amount

    def decide(self, ranked: Ranked) -> Decision:
        requested, left = ranked.entry.requested, self.left
        if self.stopped_at not in {None, ranked.position}:
            return self._nothing(self._ended())
        if requested <= left:
            self.left -= requested
            stated = fact("funded", granted_amount=requested, left_amount=self.left)
            return Outcome.FUNDED, requested, stated
        if left == ZERO:
            return self._nothing(self._ended())
        return self._unfitting(ranked)

    def settles(self, group: Sequence[Ranked]) -> bool:
        """Whether it does not matter in which order those who share a place are served."""
        if len(group) == 1 or self.stopped_at is not None or self.left == ZERO:
            return True
        wanted = total(each.entry.requested for each in group)
        return wanted <= self.left or all(self._turns_away(each) for each in group)

    def _turns_away(self, ranked: Ranked) -> bool:
        if ranked.entry.requested <= self.left:
            return False
        least = ranked.entry.minimum_acceptable
        offered = self.lot.allocation is AllocationPolicy.OFFER_REST
        refused = least is not None and self.left < least
        return not offered or refused or self._too_small_a_part(ranked)

    def _too_small_a_part(self, ranked: Ranked) -> bool:
        """Whether what is left is less than the least part of a request the lot offers."""
        least = self.lot.minimum_offer
        return least is not None and shares.is_under(self.left, least, ranked.entry.requested)

    def _unfitting(self, ranked: Ranked) -> Decision:
        figures = {
            "left_amount": self.left,
            "requested_amount": ranked.entry.requested,
            "article": self.lot.article,
        }
        match self.lot.allocation:
            case AllocationPolicy.SKIP:
                return self._nothing(fact("passed_over", **figures))
            case AllocationPolicy.STOP:
                self.stopped_at = ranked.position
                return self._nothing(fact("stopped_here", **figures))
            case AllocationPolicy.OFFER_REST:
                return self._offer(ranked, figures)
            case _:
                assert_never(self.lot.allocation)

    def _offer(self, ranked: Ranked, figures: dict[str, object]) -> Decision:
        least, self.stopped_at = ranked.entry.minimum_acceptable, ranked.position
        if self._too_small_a_part(ranked):
            stated = fact("rest_under_minimum", **figures, minimum_percent=self.lot.minimum_offer)
            return self._nothing(stated)
        if least is not None and self.left < least:
            return self._nothing(fact("rest_too_small", **figures, minimum_amount=least))
        granted, self.left = self.left, ZERO
        return Outcome.PARTLY_FUNDED, granted, fact("partly_funded", **figures)

    def _ended(self) -> Fact:
        if self.left == ZERO:
            return fact("money_ended", lot_amount=self.lot.amount, article=self.lot.article)
        return fact(
            "stopped_above",
            stopped_position=self.stopped_at,
            left_amount=self.left,
            article=self.lot.article,
        )

    @staticmethod
    def _nothing(stated: Fact) -> Decision:
        return Outcome.UNFUNDED, ZERO, stated


def allocate(ranked: Iterable[Ranked], lots: Sequence[Lot]) -> tuple[Row, ...]:
    """Give the money of each lot out from the top of its list; one row per entry, in order.

    :raises UnsettledMoney: if the money of a lot ends between entries that share a place.
    """
    purses = {lot.code: _Purse(lot) for lot in lots}
    rows: list[Row] = []
    for (lot, position), shared in groupby(
        ranked, key=lambda each: (each.entry.lot, each.position)
    ):
        group = list(shared)
        if position is None:
            for each in group:
                rows.append(left_out_row(each, len(rows) + 1))
            continue
        purse = purses[lot]
        if not purse.settles(group):
            protocols = [each.entry.protocol for each in group]
            raise UnsettledMoney(protocols, lot=lot, left=purse.left)
        for each in group:
            rows.append(row_of(each, len(rows) + 1, decision=purse.decide(each)))
    return tuple(rows)
