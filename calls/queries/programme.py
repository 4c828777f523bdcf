"""The programme: its measures and lines, and the money of each part of them."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from calls.engine.accounts import available
from calls.engine.places import Place
from calls.models import Call, Fund, Line, Measure, Milestone
from calls.queries.figures import Figures, standing, summed
from wecare.ledger.enums import Level
from wecare.ledger.queries import balance


@dataclass(frozen=True, slots=True)
class Purse:
    """The free money that a line has from a fund: what a new call can reserve."""

    line: Line
    fund: Fund
    free: Decimal

    @property
    def key(self) -> str:
        """The place of the money, as the ledger names it."""
        return f"{self.fund.code}/{self.line.measure.code}/{self.line.code}"


def fund_codes() -> list[str]:
    """The codes of the funds of the programme, in their order."""
    return list(Fund.objects.order_by("code").values_list("code", flat=True))


def purses() -> list[Purse]:
    """The line and fund of every place that ever had money, with what is free; three queries."""
    held = {(each.measure.code, each.code): each for each in lines()}
    funds = {each.code: each for each in Fund.objects.all()}
    now = standing()
    found = [
        Purse(
            line=held[place.measure, place.line],
            fund=funds[place.fund],
            free=now.get(place, Figures()).available,
        )
        for place in {each.of_line for each in now}
        if (place.measure, place.line) in held and place.fund in funds
    ]
    return sorted(found, key=lambda each: (each.line.measure.order, each.line.code, each.fund.code))


def free_of(call: Call) -> Decimal:
    """The money of the call's line and fund that no call has reserved."""
    return balance(
        available(fund=call.fund.code, measure=call.line.measure.code, line=call.line.code)
    )


def lines() -> QuerySet[Line]:
    """Every line with its measure, in their order."""
    return Line.objects.select_related("measure").order_by("measure__order", "code")


def measures() -> QuerySet[Measure]:
    """The measures in their order, with their lines at hand."""
    held = Line.objects.order_by("code")
    return Measure.objects.prefetch_related(Prefetch("lines", held)).order_by("order")


def milestones_of(measure: Measure) -> QuerySet[Milestone]:
    """The acts of the measure's story that moved no known amount."""
    return measure.milestones.select_related("act").order_by("pk")


def figures_by_measure() -> dict[str, Figures]:
    """Measure code → its figures; one query of the ledger."""
    return grouped(standing(), lambda place: place.measure)


def figures_by_lot(call_code: str) -> dict[str, Figures]:
    """Lot code → figures of the money of one call; one query of the ledger."""
    return grouped(standing(within={Level.CALL: call_code}), lambda place: place.lot)


def whole() -> Figures:
    """The figures of the whole programme."""
    return summed(standing().values())


def by_fund(places: dict[Place, Figures]) -> list[tuple[Fund, Figures]]:
    """The funds that have money in these places, with it; one query."""
    found = grouped(places, lambda place: place.fund)
    funds = Fund.objects.filter(code__in=found).order_by("code")
    return [(fund, found[fund.code]) for fund in funds]


def grouped(places: dict[Place, Figures], by: Callable[[Place], str]) -> dict[str, Figures]:
    """The figures of places, together where `by` gives the same word."""
    found: dict[str, Figures] = {}
    for place, figures in places.items():
        found[by(place)] = found.get(by(place), Figures()).and_more(figures)
    return found
