"""What an act does to the budget: a change, and the balanced postings that it comes to.

Sign convention of the ledger: a posting adds to its account. What is allocated to a line is owed
by the line's source account, so that at every instant the source of a line and all its stages
(available, reserved, committed, paid) sum to zero, fund by fund: a transfer between funds moves
both. What is committed or paid is never touched: it stays on the fund it was born on.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from calls.engine.facts import Fact, fact
from calls.engine.places import Place
from calls.enums import BudgetKind
from wecare.core.money import ZERO, euro

GIVES = frozenset({BudgetKind.ALLOCATION, BudgetKind.INCREASE, BudgetKind.TRANSFER})
TAKES = frozenset({BudgetKind.TRANSFER, BudgetKind.REDUCTION})


class ChangeRefused(ValueError):
    """The change is not one; `fact` says why."""

    def __init__(self, found: Fact) -> None:
        self.fact = found
        super().__init__(found.code)


@dataclass(frozen=True, slots=True)
class Change:
    """Euros that an act gives, takes or moves."""

    kind: BudgetKind
    amount: Decimal
    out_of: Place | None = None
    into: Place | None = None

    @property
    def places(self) -> tuple[Place, ...]:
        """The places it touches, whence before where."""
        return tuple(place for place in (self.out_of, self.into) if place is not None)

    @property
    def lines(self) -> tuple[Place, ...]:
        """The lines it touches, each once, whence before where."""
        return tuple(dict.fromkeys(place.of_line for place in self.places))


def check(change: Change) -> None:
    """Look whether the change is whole: its sides suit its kind, and something moves.

    :raises ChangeRefused: if not.
    """
    if euro(change.amount) != change.amount or change.amount <= ZERO:
        raise ChangeRefused(fact("budget_amount", typed_amount=change.amount))
    if (change.out_of is not None) != (change.kind in TAKES):
        raise ChangeRefused(fact("budget_out_of"))
    if (change.into is not None) != (change.kind in GIVES):
        raise ChangeRefused(fact("budget_into"))
    if change.kind is BudgetKind.ALLOCATION and change.into is not None and change.into.lot:
        raise ChangeRefused(fact("budget_allocation_to_lot"))
    if change.out_of is not None and change.out_of == change.into:
        raise ChangeRefused(fact("budget_same_place"))
    _check_lots(change)


def _check_lots(change: Change) -> None:
    """A lot exchanges money only with the line and the fund it was reserved from."""
    if change.kind is not BudgetKind.TRANSFER or not any(place.lot for place in change.places):
        return
    if len(change.lines) > 1:
        raise ChangeRefused(fact("budget_lot_elsewhere"))


def postings(change: Change) -> tuple[tuple[str, Decimal], ...]:
    """The balanced postings of a change, by account; what cancels out is left out.

    :raises ChangeRefused: if it is not whole.
    """
    check(change)
    sums: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    if change.out_of is not None:
        sums[change.out_of.account] -= change.amount
        sums[change.out_of.source] += change.amount
    if change.into is not None:
        sums[change.into.source] -= change.amount
        sums[change.into.account] += change.amount
    return tuple((account, amount) for account, amount in sorted(sums.items()) if amount != ZERO)
