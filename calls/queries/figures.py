"""Where the euros of the programme stand, read from the ledger and never kept elsewhere."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from calls.engine.budgets import Change
from calls.engine.places import Place
from wecare.core.digests import digest
from wecare.core.money import ZERO
from wecare.ledger.enums import AccountKind, Level
from wecare.ledger.queries import sums_by_place, sums_by_year

LEVELS = (Level.MEASURE, Level.LINE, Level.FUND, Level.CALL, Level.LOT)


@dataclass(frozen=True, slots=True)
class Figures:
    """Euro per stage of one part of the programme."""

    available: Decimal = ZERO
    reserved: Decimal = ZERO
    committed: Decimal = ZERO
    paid: Decimal = ZERO

    @property
    def allocated(self) -> Decimal:
        """All the money given by acts: the sum of what stands in every stage."""
        return self.available + self.reserved + self.committed + self.paid

    @property
    def bar(self) -> list[tuple[str, Decimal, str]]:
        """The stages as the parts of a picture, from the end of the way back."""
        return [
            (_("Pagati"), self.paid, "paid"),
            (_("Impegnati"), self.committed, "committed"),
            (_("Prenotati dai bandi"), self.reserved, "reserved"),
            (_("Liberi"), self.available, "available"),
        ]

    def plus(self, kind: str, amount: Decimal) -> "Figures":
        """These figures with `amount` added to the stage `kind`."""
        stages = {
            "available": self.available,
            "reserved": self.reserved,
            "committed": self.committed,
            "paid": self.paid,
        }
        if kind not in stages:
            return self
        stages[kind] += amount
        return Figures(**stages)

    def and_more(self, other: "Figures") -> "Figures":
        """These figures and the others, stage by stage."""
        return Figures(
            available=self.available + other.available,
            reserved=self.reserved + other.reserved,
            committed=self.committed + other.committed,
            paid=self.paid + other.paid,
        )


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to a place: its figures before and after."""

    place: Place
    before: Figures
    after: Figures

    @property
    def rows(self) -> list[tuple[str, Decimal, Decimal]]:
        """Each figure in words, before and after; of a lot only what is set aside for it on."""
        found = [
            (_("Assegnati"), self.before.allocated, self.after.allocated),
            (_("Liberi"), self.before.available, self.after.available),
            (_("Prenotati dai bandi"), self.before.reserved, self.after.reserved),
            (_("Impegnati"), self.before.committed, self.after.committed),
            (_("Pagati"), self.before.paid, self.after.paid),
        ]
        return found[2:] if self.place.lot else found


def standing(*, within: dict[Level, str] | None = None) -> dict[Place, Figures]:
    """The figures of every place, lots apart from their lines; one query of the ledger.

    A line's own figures hold only its free money: what is set aside for a lot stands at the lot.
    """
    return {
        Place(*place): _figures(kinds)
        for place, kinds in sums_by_place(LEVELS, within=within).items()
    }


def _figures(kinds: dict[AccountKind, Decimal]) -> Figures:
    return Figures(
        available=kinds[AccountKind.AVAILABLE],
        reserved=kinds[AccountKind.RESERVED],
        committed=kinds[AccountKind.COMMITTED],
        paid=kinds[AccountKind.PAID],
    )


def summed(figures: Iterable[Figures]) -> Figures:
    """The figures of several places together."""
    found = Figures()
    for each in figures:
        found = found.and_more(each)
    return found


def by_year(*, within: dict[Level, str] | None = None) -> list[tuple[int, Figures]]:
    """How the money stood at the end of each year in which some moved; one query of the ledger.

    A movement counts on the day that its act gives it.
    """
    standing_then, found = Figures(), []
    for year, sums in sorted(sums_by_year((), within=within).items()):
        standing_then = summed([standing_then, *(_figures(kinds) for kinds in sums.values())])
        found.append((year, standing_then))
    return found


def effects(change: Change, *, at: Callable[[Place], Figures] | None = None) -> list[Effect]:
    """What the change does to each line and lot it touches.

    `at` tells how a line with its lots, or a lot, stands; by default as now: one query.
    """
    look = at or _now()
    touched = list(change.lines)
    for line in change.lines:
        lots = [place for place in change.places if place.lot and place.of_line == line]
        touched[touched.index(line) + 1 : touched.index(line) + 1] = lots
    return [Effect(place, look(place), _after(change, place, look(place))) for place in touched]


def _now() -> Callable[[Place], Figures]:
    places = standing()

    def at(place: Place) -> Figures:
        if place.lot:
            return places.get(place, Figures())
        return summed(figures for each, figures in places.items() if each.of_line == place)

    return at


def moved(change: Change) -> list[tuple[Place, Decimal]]:
    """What the change adds to each of its sides."""
    sides = ((change.out_of, -change.amount), (change.into, change.amount))
    return [(side, amount) for side, amount in sides if side is not None]


def _after(change: Change, seen: Place, figures: Figures) -> Figures:
    for side, amount in moved(change):
        if seen in {side, side.of_line}:
            figures = figures.plus("reserved" if side.lot else "available", amount)
    return figures


def mark_of(found: Iterable[Effect]) -> str:
    """The digest of the figures that somebody reads before deciding; it changes when they do."""
    return digest(
        {
            str(effect.place): [
                effect.before.available,
                effect.before.reserved,
                effect.before.committed,
                effect.before.paid,
            ]
            for effect in found
        }
    )
