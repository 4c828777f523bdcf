"""How the money of an award is paid: the parts proposed, and what accepted expense entitles to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from funding.enums import InstalmentKind, PaymentState
from wecare.core.money import ZERO, share_out, total

MOST_INTERIM = 4  # interim instalments of one plan
DEMONSTRATIVE_ADVANCE = Decimal(40)  # per cent; no act says so: demonstrative
DEMONSTRATIVE_INTERIM = Decimal(40)  # per cent, as above; the balance is the rest
DEMONSTRATIVE_SURETY_DAYS = 365  # how long a surety holds from the day it is checked

CLOSED = frozenset({PaymentState.PAID, PaymentState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Share:
    """One instalment as a plan has it: euro, and the per cent it was written as, if it was.

    `needs_report` is whether it is paid against accepted expense alone.
    """

    kind: InstalmentKind
    amount: Decimal
    percent: Decimal | None = None
    needs_report: bool = True


@dataclass(frozen=True, slots=True)
class Habit:
    """How awards of a call are paid unless a plan says otherwise; per cent of what is due."""

    advance: Decimal = DEMONSTRATIVE_ADVANCE
    interim: Decimal = DEMONSTRATIVE_INTERIM
    needs_report: bool = True
    surety_days: int = DEMONSTRATIVE_SURETY_DAYS


def proposed(due: Decimal, habit: Habit) -> tuple[Share, ...]:
    """The instalments of an award of `due` euro: they add up to it exactly; none of zero."""
    rest = 100 - habit.advance - habit.interim
    advance, interim, balance = share_out(due, (habit.advance, habit.interim, rest))
    shares = (
        Share(InstalmentKind.ADVANCE, advance, habit.advance, needs_report=False),
        Share(InstalmentKind.INTERIM, interim, habit.interim, needs_report=habit.needs_report),
        Share(InstalmentKind.BALANCE, balance, None, needs_report=habit.needs_report),
    )
    return tuple(share for share in shares if share.amount > ZERO)


def by_kind(shares: Iterable[Share]) -> dict[InstalmentKind, Decimal]:
    """Kind → euro of all its instalments."""
    found: dict[InstalmentKind, Decimal] = {}
    for share in shares:
        found[share.kind] = total([found.get(share.kind, ZERO), share.amount])
    return found


def entitled(granted: Decimal, *, accepted: Decimal, cost: Decimal) -> Decimal:
    """What accepted expense entitles to, in euro: granted × accepted ÷ cost, never more than granted.

    Exactly `granted` once all the cost is accepted.
    """
    spent = min(accepted, cost)
    if spent <= ZERO:
        return ZERO
    return share_out(granted, (spent, cost - spent))[0]


def creditor_sums(payments: Iterable[Mapping[str, str | Decimal]]) -> dict[str, Decimal]:
    """Fiscal code of who is paid → euro, in the order they come."""
    found: dict[str, Decimal] = {}
    for each in payments:
        code = str(each["fiscal_code"])
        found[code] = total([found.get(code, ZERO), Decimal(each["amount"])])
    return found
