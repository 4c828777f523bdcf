"""Whether it does not matter in which order those who share a place are served.

The rule stands in docs/reference/ranked-list-format.md, "Shared places". Purses are told apart by their
place in the lot: the reserves in their order, then the general one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from evaluation.engine.purses import Till
from evaluation.engine.ranking import Ranked
from wecare.core.money import ZERO, total


@dataclass(frozen=True, slots=True)
class _Group:
    """Some of those who share a place, what they lack together, the purses they can still come to."""

    members: tuple[Ranked, ...]
    lacks: Decimal
    purses: tuple[int, ...]
    undecided: bool = False

    @property
    def is_open(self) -> bool:
        return self.undecided or self.lacks > ZERO


def settles(till: Till, tied: Sequence[Ranked]) -> bool:
    """Whether those who share a place get the same, and leave the same, in whatever order."""
    tied = [each for each in tied if each.entry.wants]
    if len(tied) < 2:  # noqa: PLR2004 -- two share something, one does not
        return True
    purses = (*till.reserves, till.general)
    places = {id(purse): place for place, purse in enumerate(purses)}
    groups = [
        _Group((each,), each.entry.wants, own)
        for each in tied
        if (own := tuple(places[id(purse)] for purse in till.open_to(each) if purse.left))
    ]
    for place, purse in enumerate(purses):
        groups = _passed(place, purse.left, groups)
    return all(
        len(group.members) == 1 or all(till.turns_away(each) for each in group.members)
        for group in groups
    )


def _passed(place: int, holds: Decimal, groups: Sequence[_Group]) -> list[_Group]:
    """The groups after all that come to a purse have met there; those it pays leave."""
    meeting = [group for group in groups if group.is_open and place in group.purses]
    apart = [group for group in groups if group not in meeting]
    lack = total(group.lacks for group in meeting)
    undecided = any(group.undecided for group in meeting)
    if not meeting or (lack <= holds and not undecided):
        return apart
    following = {tuple(each for each in group.purses if each > place) for group in meeting}
    merged = _Group(
        members=tuple(each for group in meeting for each in group.members),
        lacks=max(lack - holds, ZERO),
        purses=tuple(sorted({each for purses in following for each in purses})),
        undecided=undecided or len(following) > 1,
    )
    return [*apart, merged]
