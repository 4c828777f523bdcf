"""Who judges which application, where not all judge all: balanced, by competence, explained.

Exact and deterministic: each application gets as many different members as it still needs, never one
who is barred; then loads are as even as they can be (the sum of their squares is the least); then as
many members as possible know the topic of what they judge. What is held already never moves, so a
second run changes nothing and one more application moves nobody else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush


@dataclass(frozen=True, slots=True)
class Work:
    """An application: how many members it still needs, who holds it, who is barred, who knows what."""

    key: int
    needs: int
    held: frozenset[int] = frozenset()
    barred: frozenset[int] = frozenset()
    knows: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def admits(self, member: int) -> bool:
        """Whether it may be given to the member."""
        return member not in self.held and member not in self.barred

    def gain(self, member: int) -> int:
        """1 if the member knows a topic of it."""
        return 1 if self.knows.get(member) else 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """An application goes to a member, and why: the load it brings them to, and those of the others."""

    work: int
    member: int
    load: int
    least: int
    most: int
    topics: tuple[str, ...]


_Hop = tuple[int, int]  # cost, number of hand-overs: the least of both makes the simplest change


def assign(works: Iterable[Work], loads: Mapping[int, int]) -> tuple[Chosen, ...]:
    """Give the applications out; `loads` says how many each member already judges.

    The order of the applications and of the members breaks ties, nothing else does.
    """
    waiting = sorted(works, key=lambda work: work.key)
    table = _Table(waiting, loads)
    for work in waiting:
        for _each in range(work.needs):
            if not table.place(work):
                break
    least, most = min(table.loads.values(), default=0), max(table.loads.values(), default=0)
    return tuple(
        Chosen(
            work.key, member, table.loads[member], least, most, tuple(work.knows.get(member, ()))
        )
        for work in waiting
        for member in sorted(table.given[work.key])
    )


class _Table:
    """Who has what by now. A new piece of work goes to whom it costs least, handing others on."""

    def __init__(self, works: Sequence[Work], loads: Mapping[int, int]) -> None:
        self.works = {work.key: work for work in works}
        self.loads = dict(loads)
        self.given: dict[int, set[int]] = {work.key: set() for work in works}
        self._members = sorted(loads)
        self._weight = 1 + sum(work.needs for work in works)  # a load outweighs every competence
        self._offers: dict[tuple[int, int], list[tuple[int, int]]] = {}

    def place(self, work: Work) -> bool:
        """Give the work to one more member, as cheaply as can be; false if nobody is left."""
        first = [m for m in self._members if work.admits(m) and m not in self.given[work.key]]
        if not first:
            return False
        reached: dict[int, _Hop] = {m: (-work.gain(m), 0) for m in first}
        came: dict[int, tuple[int, int]] = {}  # member → from whom, which work
        frontier = first
        while frontier:
            frontier = self._relax(frontier, reached, came)
        end = min(reached, key=lambda m: (*self._closing(m, reached[m]), m))
        self._carry_out(work, end, came)
        return True

    def _relax(
        self,
        frontier: list[int],
        reached: dict[int, _Hop],
        came: dict[int, tuple[int, int]],
    ) -> list[int]:
        changed: dict[int, None] = {}
        for giver in frontier:
            cost, hops = reached[giver]
            for taker in self._members:
                offer = self._offer(giver, taker)
                if offer is None:
                    continue
                hop = (cost + offer[0], hops + 1)
                if taker not in reached or hop < reached[taker]:
                    reached[taker], came[taker] = hop, (giver, offer[1])
                    changed[taker] = None
        return list(changed)

    def _closing(self, member: int, hop: _Hop) -> _Hop:
        return hop[0] + self._weight * (2 * self.loads[member] + 1), hop[1]

    def _carry_out(self, work: Work, end: int, came: Mapping[int, tuple[int, int]]) -> None:
        taker = end
        self.loads[end] += 1
        moves: list[tuple[int, int, int]] = []
        while taker in came:
            giver, moved = came[taker]
            moves.append((moved, giver, taker))
            taker = giver
        for moved, giver, to in moves:
            self.given[moved].remove(giver)
            self.given[moved].add(to)
        self.given[work.key].add(taker)
        for key in {work.key, *(moved for moved, _giver, _to in moves)}:
            self._put_on_offer(self.works[key])

    def _put_on_offer(self, work: Work) -> None:
        given = self.given[work.key]
        for giver in given:
            for taker in self._members:
                if taker not in given and work.admits(taker):
                    heap = self._offers.setdefault((giver, taker), [])
                    heappush(heap, (work.gain(giver) - work.gain(taker), work.key))

    def _offer(self, giver: int, taker: int) -> tuple[int, int] | None:
        """The cheapest work that the giver could hand on to the taker, with its cost."""
        heap = self._offers.get((giver, taker))
        while heap:
            cost, key = heap[0]
            if giver in self.given[key] and taker not in self.given[key]:
                return cost, key
            heappop(heap)
        return None
