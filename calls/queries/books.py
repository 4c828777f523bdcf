"""The budget as it stands at one moment, on which a row of movements is tried one after the other."""

from collections.abc import Iterable
from functools import cached_property

from django.db.models import Q

from calls.engine.budgets import Change
from calls.engine.places import Place
from calls.models import Call, Fund, Line
from calls.queries.budgets import lots
from calls.queries.figures import Effect, Figures, effects, moved, standing


class Books:
    """What the rules of the budget look at, read once; `carry` moves its figures, not the ledger's.

    Whoever will move money reads it after `hold_lines`.
    """

    def __init__(self) -> None:
        lines = Line.objects.select_related("measure").order_by("pk")
        self._lines = {(each.measure.code, each.code): each for each in lines}
        self._funds = {each.code: each for each in Fund.objects.order_by("pk")}
        self._figures = standing()
        self._at_line: dict[Place, Figures] = {}
        for place, figures in self._figures.items():
            self._add(place, figures)

    @cached_property
    def lots(self) -> dict[Place, Call]:
        """The lots of every published call."""
        return lots()

    @cached_property
    def states(self) -> dict[str, str]:
        """The state of every call, by its code."""
        return dict(Call.objects.order_by("pk").values_list("code", "state"))

    def line(self, place: Place) -> Line | None:
        """The line of the place, if there is one."""
        return self._lines.get((place.measure, place.line))

    def fund(self, place: Place) -> Fund | None:
        """The fund of the place, if there is one."""
        return self._funds.get(place.fund)

    def at(self, place: Place) -> Figures:
        """The figures of a line with its lots, or of one lot."""
        return (self._figures if place.lot else self._at_line).get(place, Figures())

    def effects(self, change: Change) -> list[Effect]:
        """What the change would do to each line and lot it touches, from how they stand here."""
        return effects(change, at=self.at)

    def carry(self, change: Change) -> None:
        """Let what comes after be tried as if the change were made."""
        for side, amount in moved(change):
            stage = "reserved" if side.lot else "available"
            self._figures[side] = self._figures.get(side, Figures()).plus(stage, amount)
            self._add(side, Figures().plus(stage, amount))

    def _add(self, place: Place, figures: Figures) -> None:
        line = place.of_line
        self._at_line[line] = self._at_line.get(line, Figures()).and_more(figures)


def places_of(call: Call) -> list[Place]:
    """Where the money of the call's lots may come from: the lines of its measure."""
    measure = call.line.measure
    lines = Line.objects.filter(measure=measure).order_by("pk").values_list("code", flat=True)
    return [Place(measure=measure.code, line=code, fund=call.fund.code) for code in lines]


def hold_lines(places: Iterable[Place]) -> None:
    """Wait for whoever moves money of the same lines; whoever comes after waits until the commit.

    The audit chain is never asked for before: all who move money of a line take the line first,
    then the accounts, and the chain last.
    """
    named = Q(pk__in=[])
    for measure, line in {(place.measure, place.line) for place in places}:
        named |= Q(measure__code=measure, code=line)
    keys = Line.objects.filter(named).values("pk")
    locked = Line.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    list(locked.order_by("pk"))
