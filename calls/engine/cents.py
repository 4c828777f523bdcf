"""The cents of a lot that several funds pay: each has a number, and one fund pays it.

The rule stands in docs/reference/ranked-list-format.md, "Several funds". The funds take turns in an
order that their shares alone say, so whoever is granted the numbers from one to another is paid by
each fund its share, and after any number no fund is a whole cent away from it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import lcm

from calls.engine.lots import FundShare

ROUND = 10_000  # after so many cents each fund has paid its share exactly, and turns begin again


@dataclass(frozen=True, slots=True)
class Run:
    """The cents of a lot from a number to another, both counted; the first cent is 1."""

    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1


def counted(runs: Iterable[Run]) -> int:
    """How many cents some runs hold."""
    return sum(run.count for run in runs)


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same cents in as few runs as can be, in their order."""
    found: list[Run] = []
    for run in sorted(runs, key=lambda each: each.first):
        if found and found[-1].last + 1 == run.first:
            found[-1] = Run(found[-1].first, run.last)
        else:
            found.append(run)
    return tuple(found)


def lowest(runs: Iterable[Run], count: int) -> tuple[Run, ...]:
    """The first `count` cents of some runs."""
    found: list[Run] = []
    for run in runs:
        if count <= 0:
            break
        found.append(Run(run.first, min(run.last, run.first + count - 1)))
        count -= found[-1].count
    return tuple(found)


class Free:
    """The cents of a lot that nobody holds, given out from the lowest number."""

    def __init__(self, held: Iterable[Run]) -> None:
        self._gaps = _gaps(sorted(held, key=lambda each: each.first))
        self._gap = next(self._gaps)

    def take(self, count: int) -> tuple[Run, ...]:
        """The next cents that are free."""
        found: list[Run] = []
        while count > 0:
            first, last = self._gap
            end = first + count - 1 if last is None else min(last, first + count - 1)
            found.append(Run(first, end))
            count -= found[-1].count
            self._gap = next(self._gaps) if end == last else (end + 1, last)
        return tuple(found)


def _gaps(held: Sequence[Run]) -> Iterator[tuple[int, int | None]]:
    """Between and after what is held; the last gap has no end."""
    first = 1
    for run in held:
        if run.first > first:
            yield first, run.first - 1
        first = run.last + 1
    yield first, None


def parts(shares: tuple[FundShare, ...], runs: Iterable[Run]) -> dict[str, int]:
    """Fund → how many of these cents it pays, the funds by their code.

    :raises ValueError: if the shares are not above zero, of different funds, and the whole together.
    """
    had = _had(shares)
    paid = dict.fromkeys(had, 0)
    for run in runs:
        for fund, by in had.items():
            paid[fund] += _until(by, run.last) - _until(by, run.first - 1)
    return paid


def _until(by: Sequence[int], number: int) -> int:
    """How many of the cents up to a number a fund pays."""
    rounds, rest = divmod(number, ROUND)
    return rounds * by[-1] + by[rest]


@lru_cache(maxsize=64)
def _had(shares: tuple[FundShare, ...]) -> Mapping[str, tuple[int, ...]]:
    """Fund → how many of the first n cents of a round it pays, n from none to all.

    The cent of number n is paid, among the funds that before it are behind their share of n, by the one
    whose next cent falls due first; of two alike, by the one whose code comes first.
    """
    weights = {each.fund: int(each.percent.scaleb(2)) for each in sorted(shares, key=_code)}
    exact = all(weights[each.fund] == each.percent.scaleb(2) for each in shares)
    if not exact or len(weights) < len(shares) or min(weights.values()) < 1:
        raise ValueError("each share is of another fund, above zero, of two decimals")
    if sum(weights.values()) != ROUND:
        raise ValueError("the shares of a lot are a hundred per cent together")
    apart = lcm(*weights.values())
    until = {fund: [0] for fund in weights}
    for number in range(1, ROUND + 1):
        behind = [
            ((until[fund][-1] + 1) * (apart // weight), fund)
            for fund, weight in weights.items()
            if until[fund][-1] * ROUND < weight * number
        ]
        _due, turn = min(behind)
        for fund, had in until.items():
            had.append(had[-1] + (fund == turn))
    return {fund: tuple(had) for fund, had in until.items()}


def _code(share: FundShare) -> str:
    return share.fund
