"""The money of the awards as a whole: by place, by year, by Distretto, as the ledger has it now."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from calls.models import Rulebook
from funding.enums import AwardState
from funding.models import Award
from funding.queries.awards.standing import on_desk, standings
from wecare.core.money import ZERO
from wecare.ledger.enums import AccountKind, Level, MovementKind
from wecare.ledger.queries import flows

_BATCH = 1000
_LEVELS = (Level.MEASURE, Level.LINE, Level.FUND)
_MEANING = {
    (AccountKind.COMMITTED, MovementKind.COMMITMENT): ("granted", 1),
    (AccountKind.COMMITTED, MovementKind.RELEASE): ("freed", -1),
    (AccountKind.PAID, MovementKind.PAYMENT): ("paid", 1),
    (AccountKind.PAID, MovementKind.REVERSAL): ("recovered", -1),
    (AccountKind.PAID, MovementKind.REPAYMENT): ("recovered", -1),
}
AwardPlace = tuple[str, ...]  # codes of measure, line and fund


@dataclass(frozen=True, slots=True)
class Moved:
    """Euro of awards: granted, freed before they were paid, paid, still committed.

    `recovered` is all that came back after it was paid: recovered, or the capital of loans by their plans.
    """

    granted: Decimal = ZERO
    freed: Decimal = ZERO
    paid: Decimal = ZERO
    recovered: Decimal = ZERO
    committed: Decimal = ZERO

    def __add__(self, other: "Moved") -> "Moved":
        return Moved(
            self.granted + other.granted,
            self.freed + other.freed,
            self.paid + other.paid,
            self.recovered + other.recovered,
            self.committed + other.committed,
        )

    @property
    def cells(self) -> tuple[Decimal, ...]:
        """The amounts in the order of the tables."""
        return (self.granted, self.paid, self.committed, self.freed, self.recovered)

    @property
    def kept(self) -> Decimal:
        """What was paid and did not come back."""
        return self.paid - self.recovered


@dataclass(frozen=True, slots=True)
class Overview:
    """The same movements twice, and their sum; `years` hold what happened in each year."""

    places: tuple[tuple[AwardPlace, Moved], ...]
    years: tuple[tuple[int, Moved], ...]
    whole: Moved


def overview() -> Overview:
    """The money of every award; one query of the ledger."""
    places: defaultdict[AwardPlace, Moved] = defaultdict(Moved)
    years: defaultdict[int, Moved] = defaultdict(Moved)
    whole = Moved()
    for year, place, moved in _moved():
        places[place] += moved
        years[year] += moved
        whole += moved
    return Overview(tuple(sorted(places.items())), tuple(sorted(years.items())), whole)


def _moved() -> Iterator[tuple[int, AwardPlace, Moved]]:
    for year, place, kind, movement, amount in flows(
        (AccountKind.COMMITTED, AccountKind.PAID), _LEVELS
    ):
        name, sign = _MEANING.get((kind, MovementKind(movement)), ("", 1))
        facts = {name: amount * sign} if name else {}
        if kind is AccountKind.COMMITTED:
            facts["committed"] = amount
        yield year, place, Moved(**facts)


@dataclass(frozen=True, slots=True)
class OfDistrict:
    """Awards of the projects of a Distretto, or of several together: how many, and their euro."""

    name: str
    awards: int
    due: Decimal
    paid: Decimal
    committed: Decimal


def districts() -> list[OfDistrict]:
    """The awards of calls whose projects name their Distretti, by name.

    A project of several stands under all their names together: no euro is counted twice.
    """
    found: defaultdict[str, list[Decimal]] = defaultdict(lambda: [ZERO] * 4)
    awards = _with_districts()
    for start in range(0, len(awards), _BATCH):
        batch = awards[start : start + _BATCH]
        money = standings(batch)
        for award in batch:
            row, stands = found[_named(award)], award.state == AwardState.GRANTED
            held = money[award.pk]
            added = (Decimal(stands), held.due if stands else ZERO, held.paid, held.committed)
            row[:] = [old + new for old, new in zip(row, added, strict=True)]
    return [OfDistrict(name, int(row[0]), *row[1:]) for name, row in sorted(found.items())]


def _with_districts() -> list[Award]:
    """Those that stand, and those that ended by an act of their own: the ledger holds their money."""
    calls = Rulebook.objects.filter(body__districts__isnull=False).exclude(body__districts=None)
    return list(
        on_desk()
        .filter(decree__ranked_list__call__in=calls.order_by().values("call"))
        .exclude(state=AwardState.REPLACED.value)
        .exclude(state=AwardState.RELEASED.value, ended_act=None)
        .annotate(named=F("submission__content__districts"))
    )


def _named(award: Award) -> str:
    named = getattr(award, "named", None) or ()
    return " / ".join(sorted(each["title"] for each in named)) or "–"
