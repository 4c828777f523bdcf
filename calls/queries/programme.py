"""The programme's money, read from the ledger: allocated, reserved, committed, paid, free."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from calls.models import Allocation, Line, Measure
from wecare.core.money import ZERO
from wecare.ledger.queries import balances


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
    for code, balance in balances("").items():
        parts = code.split("/")
        if len(parts) > 5 and parts[4] == call_code:  # noqa: PLR2004 -- kind/fund/measure/line/call/lot
            found[parts[5]] = found.get(parts[5], Figures()).plus(parts[0], balance)
    return found


def whole() -> Figures:
    """The figures of the whole programme."""
    found = Figures()
    for code, balance in balances("").items():
        found = found.plus(code.split("/")[0], balance)
    return found


def _grouped(*, depth: int) -> dict[str, Figures]:
    found: dict[str, Figures] = {}
    for code, balance in balances("").items():
        kind, _fund, *rest = code.split("/")
        if kind == "source":
            continue
        key = "/".join(rest[:depth])
        found[key] = found.get(key, Figures()).plus(kind, balance)
    return found
