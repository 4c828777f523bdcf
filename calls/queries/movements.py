"""The movements behind a figure: each with its cause, its act and its day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from calls.labels.money import ACCOUNTS, Stage
from wecare.acts.models import Act
from wecare.ledger.enums import Level
from wecare.ledger.queries import movements_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class Behind:
    """Which figure: a stage of a part of the programme, as it stood at the end of a year or now."""

    stage: Stage
    within: dict[Level, str]
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """One movement as seen from a figure: what it added, and what the figure was after it."""

    kind: str
    effective_on: date
    cause: str
    reference: str
    act: Act | None
    amount: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class MovedPage:
    """Movements, the last recorded first, and where the next page begins."""

    rows: tuple[Moved, ...]
    next_before: int | None


def movements_behind(figure: Behind, *, before: int | None = None, limit: int = PAGE) -> MovedPage:
    """A page of the movements that make the figure; four queries, however many they are."""
    page = movements_of(
        {ACCOUNTS[figure.stage]},
        within=figure.within,
        until=date(figure.year, 12, 31) if figure.year else None,
        before=before,
        limit=limit,
    )
    acts = {act.key: act for act in Act.objects.filter(key__in=[row.basis for row in page.rows])}
    sign = -1 if figure.stage is Stage.ALLOCATED else 1
    rows = tuple(
        Moved(
            kind=row.kind,
            effective_on=row.effective_on,
            cause=row.cause,
            reference=row.reference,
            act=acts.get(row.basis),
            amount=sign * row.amount,
            after=sign * row.running,
        )
        for row in page.rows
    )
    return MovedPage(rows, page.next_before)
