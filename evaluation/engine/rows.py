"""A row of a ranked list: what is published of an entry, with the facts that explain it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from calls.engine import codec
from calls.engine.cents import Run
from calls.engine.codec import since
from calls.engine.facts import Fact
from evaluation.engine.ranking import Key, Ranked
from evaluation.enums import Outcome
from wecare.core.money import ZERO

Decision = tuple[Outcome, Decimal, tuple[Fact, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """One application in the list, whatever its outcome; `points` is the weighted total.

    Where several funds pay its lot, `parts` is what each pays of `granted`, by code, and `cents` are the
    cents of the lot that it is.
    """

    sequence: int
    lot: str
    position: int | None
    protocol: str
    organisation_name: str
    fiscal_code: str
    title: str
    points: Decimal | None
    criteria: Mapping[str, Decimal]
    classes: Mapping[str, Decimal]
    requested: Decimal
    granted: Decimal
    outcome: Outcome
    keys: tuple[Key, ...]
    why: tuple[Fact, ...]
    parts: Mapping[str, Decimal] = field(default_factory=dict, metadata={"since": 5})
    cents: tuple[Run, ...] = since(5, ())

    def to_json(self, *, edition: int | None = None) -> dict[str, Any]:
        """Write the row as it is published in an edition; without one, as it is stored."""
        return codec.to_json(self, edition=edition)


def row_of(ranked: Ranked, sequence: int, *, decision: Decision) -> Row:
    """Make the row of an entry that has a place, with the decision on its money."""
    outcome, granted, stated = decision
    return _row(ranked, sequence, outcome, granted, (*ranked.why, *stated))


def left_out_row(ranked: Ranked, sequence: int) -> Row:
    """Make the row of an entry without a place.

    :raises ValueError: if the entry has a place: its money wants a decision.
    """
    if ranked.outcome is None:
        raise ValueError(f"{ranked.entry.protocol} has a place and wants a decision")
    return _row(ranked, sequence, ranked.outcome, ZERO, ranked.why)


def _row(
    ranked: Ranked, sequence: int, outcome: Outcome, granted: Decimal, why: tuple[Fact, ...]
) -> Row:
    entry, card = ranked.entry, ranked.card
    return Row(
        sequence=sequence,
        lot=entry.lot,
        position=ranked.position,
        protocol=entry.protocol,
        organisation_name=entry.organisation_name,
        fiscal_code=entry.fiscal_code,
        title=entry.title,
        points=card.total if card else None,
        criteria=card.criteria if card else {},
        classes=card.classes if card else {},
        requested=entry.requested,
        granted=granted,
        outcome=outcome,
        keys=ranked.keys,
        why=why,
    )
