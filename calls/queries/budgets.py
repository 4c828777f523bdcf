"""What acts did to the budget, and the places where money can be put."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from calls.engine.budgets import Change
from calls.engine.places import Place, places_of_lot
from calls.engine.rulebook import Rulebook
from calls.enums import BudgetKind, CallState
from calls.models import BudgetMovement, Call, Fund, Line, Measure
from calls.queries.calls import current_rulebook
from calls.queries.figures import Figures, standing
from wecare.core.digests import digest


def budget_movements() -> QuerySet[BudgetMovement]:
    """Every movement of the budget with what it names at hand, the first recorded first."""
    return BudgetMovement.objects.select_related(
        "act", "call", "out_of_line__measure", "out_of_fund", "into_line__measure", "into_fund"
    ).order_by("pk")


def movements_of(measure: Measure) -> QuerySet[BudgetMovement]:
    """What acts did to the money of a measure."""
    return budget_movements().filter(
        Q(into_line__measure=measure) | Q(out_of_line__measure=measure)
    )


def change_of(movement: BudgetMovement) -> Change:
    """The movement as a value."""
    return Change(
        kind=BudgetKind(movement.kind),
        amount=movement.amount,
        out_of=_place(
            movement.out_of_line, movement.out_of_fund, movement.call, movement.out_of_lot
        ),
        into=_place(movement.into_line, movement.into_fund, movement.call, movement.into_lot),
    )


def _place(line: Line | None, fund: Fund | None, call: Call | None, lot: str) -> Place | None:
    if line is None or fund is None:
        return None
    of_lot = {"call": call.code, "lot": lot} if call is not None and lot else {}
    return Place(measure=line.measure.code, line=line.code, fund=fund.code, **of_lot)


def published_rules() -> Iterator[tuple[Call, Rulebook]]:
    """Every published call with its rules in force, by code."""
    calls = (
        Call.objects.exclude(state=CallState.DRAFT.value)
        .prefetch_related("rulebooks")
        .order_by("code")
    )
    for call in calls:
        rulebook = current_rulebook(call)
        if rulebook is not None:
            yield call, rulebook.rules


def lots() -> dict[Place, Call]:
    """The lots of every published call on each of their funds, with their call; the rules in force name them."""
    return {
        place: call
        for call, rules in published_rules()
        for lot in rules.lots
        for place in places_of_lot(lot, rules).values()
    }


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a form can offer, with what it holds now."""

    place: Place
    measure: str
    figures: Figures

    @property
    def free(self) -> Decimal:
        """What an act could take from it: free money of a line, uncommitted money of a lot."""
        return self.figures.reserved if self.place.lot else self.figures.available


def spots() -> list[Spot]:
    """Every line with every fund, each followed by the lots reserved there."""
    lines = Line.objects.select_related("measure").order_by("measure__order", "code")
    funds = list(Fund.objects.order_by("code"))
    now, reserves = standing(), sorted(lots())
    found = []
    for line in lines:
        for fund in funds:
            place = Place(measure=line.measure.code, line=line.code, fund=fund.code)
            below = [lot for lot in reserves if lot.of_line == place]
            found += [
                Spot(each, str(line.measure), now.get(each, Figures())) for each in (place, *below)
            ]
    return found


def mark_of_fund(fund: Fund) -> str:
    """The digest of what people write of a fund; it changes when they do."""
    return digest({"title": fund.title, "shares": fund.shares, "source": fund.shares_source})
