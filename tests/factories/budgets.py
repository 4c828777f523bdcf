"""Changes of the budget for tests, and the places they are about."""

from decimal import Decimal
from typing import Any

from calls.engine.budgets import Change
from calls.engine.places import Place
from calls.enums import BudgetKind
from tests.factories.calls import FundFactory, LineFactory, MeasureFactory, allocated, an_act
from tests.fixtures.scenes import scene

FSE2 = Place(measure="FSE2", line="unica", fund="FSE")
FSE3 = Place(measure="FSE3", line="unica", fund="FSE")
FSE2_FSC = Place(measure="FSE2", line="unica", fund="FSC")


@scene
def programme() -> None:
    """Two lines and two funds; 1 000 euro of the first fund on the first line."""
    line = LineFactory()
    LineFactory(measure=MeasureFactory(code="FSE3", title="Welfare aziendale"))
    FundFactory(code="FSC", title="Fondo sviluppo e coesione")
    allocated(line, "1000.00")


def transfer(amount: str, out_of: Place = FSE2, into: Place = FSE3) -> Change:
    return Change(BudgetKind.TRANSFER, Decimal(amount), out_of=out_of, into=into)


def increase(amount: str, into: Place = FSE2) -> Change:
    return Change(BudgetKind.INCREASE, Decimal(amount), into=into)


def reduction(amount: str, out_of: Place = FSE2) -> Change:
    return Change(BudgetKind.REDUCTION, Decimal(amount), out_of=out_of)


@scene
def disposed(change: Change, *, number: str = "DGR 50-2397", **values: Any) -> Any:
    """The change, moved by an act."""
    from calls.actions import budgets

    return budgets.move(change=change, act=an_act(number), actor=None, **values)
