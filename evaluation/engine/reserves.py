"""Which reserves of its lot a submission qualifies for."""

from applicants.engine.snapshot import Snapshot
from calls.engine.lots import Reserve
from calls.engine.rulebook import Rulebook


def reserves_of(snapshot: Snapshot, rules: Rulebook) -> tuple[str, ...]:
    """The codes of the reserves, in the order in which the lot lists them."""
    reserves = rules.lot(snapshot.lot).reserves
    return tuple(each.code for each in reserves if qualifies(snapshot, each))


def qualifies(snapshot: Snapshot, reserve: Reserve) -> bool:
    """Whether the organisation is of one of the kinds, or the answer is one of those asked for."""
    if reserve.question:
        return snapshot.answers.get(reserve.question) in reserve.answers
    return snapshot.organisation.kind in reserve.kinds
