"""The programme's money, read from the ledger: allocated, reserved, committed, paid, free."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from calls.engine.accounts import available
from calls.models import Allocation, Call, Fund, Line, Measure
from wecare.core.money import ZERO
from wecare.ledger.queries import balance, balances


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


def purses() -> list[Purse]:
    """The line and fund of every allocation, with the money still free; two queries."""
    found = Allocation.objects.select_related("line__measure", "fund").order_by(
        "line__measure__order", "line__code", "fund__code"
    )
    places = {(each.line_id, each.fund_id): each for each in found}
    free = balances("available")
    return [
        Purse(line=each.line, fund=each.fund, free=free.get(_available(each), ZERO))
        for each in places.values()
    ]


def free_of(call: Call) -> Decimal:
    """The money of the call's line and fund that no call has reserved."""
    return balance(
        available(fund=call.fund.code, measure=call.line.measure.code, line=call.line.code)
    )


def _available(allocation: Allocation) -> str:
    return available(
        fund=allocation.fund.code,
        measure=allocation.line.measure.code,
        line=allocation.line.code,
    )


def measures() -> QuerySet[Measure]:
    """The measures in their order, with lines, allocations and acts at hand."""
    allocations = Allocation.objects.select_related("fund", "act").order_by("id")
    lines = Line.objects.order_by("code").prefetch_related(Prefetch("allocations", allocations))
    return Measure.objects.prefetch_related(Prefetch("lines", lines)).order_by("order")


def figures_by_measure() -> dict[str, Figures]:
    """Measure code → its figures; one query of the ledger."""
    return _grouped(depth=1)


def figures_by_line() -> dict[str, Figures]:
    """`measure/line` → its figures; one query of the ledger."""
    return _grouped(depth=2)


def figures_by_lot(call_code: str) -> dict[str, Figures]:
    """Lot code → figures of the money of one call."""
    found: dict[str, Figures] = {}
    for code, held in balances("").items():
        parts = code.split("/")
        if len(parts) > 5 and parts[4] == call_code:  # noqa: PLR2004 -- kind/fund/measure/line/call/lot
            found[parts[5]] = found.get(parts[5], Figures()).plus(parts[0], held)
    return found


def whole() -> Figures:
    """The figures of the whole programme."""
    found = Figures()
    for code, held in balances("").items():
        found = found.plus(code.split("/")[0], held)
    return found


def _grouped(*, depth: int) -> dict[str, Figures]:
    found: dict[str, Figures] = {}
    for code, held in balances("").items():
        kind, _fund, *rest = code.split("/")
        if kind == "source":
            continue
        key = "/".join(rest[:depth])
        found[key] = found.get(key, Figures()).plus(kind, held)
    return found
