"""What a lot keeps for some of those who apply, which funds pay it, and who gets what it leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from calls.enums import OrganisationKind
from wecare.core.money import CENT, ZERO, euro

_WHOLE = 10_000  # a hundred per cent, in hundredths of a per cent


@dataclass(frozen=True, slots=True)
class Reserve:
    """A part of a lot kept for the kinds of organisation, or for some answers to a choice question.

    It is an amount in euro, or a percentage of the lot's amount.
    """

    code: str
    title: str
    amount: Decimal | None = None
    percent: Decimal | None = None
    kinds: tuple[OrganisationKind, ...] = ()
    question: str = ""
    answers: tuple[str, ...] = ()
    article: str = ""

    def of(self, whole: Decimal) -> Decimal:
        """How many euro of a lot's amount it is, down to the cent."""
        if self.amount is not None:
            return self.amount
        percent = self.percent or ZERO
        return euro(int(percent.scaleb(2)) * int(whole.scaleb(2)) // _WHOLE * CENT)


@dataclass(frozen=True, slots=True)
class FundShare:
    """A fund that pays for a lot together with others, and its part of every euro, per cent."""

    fund: str
    percent: Decimal


class Leaving(Protocol):
    """A lot, as far as it leaves something to another."""

    @property
    def code(self) -> str: ...
    @property
    def leftover_to(self) -> str: ...


L = TypeVar("L", bound=Leaving)


class LeftoverRefused(ValueError):
    """Unable to say which lot comes first: one leaves money to none of them, or round in a circle."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = tuple(codes)
        super().__init__(", ".join(codes))


def giving_order(lots: Sequence[L]) -> tuple[L, ...]:
    """The lots so that each comes after all that leave something to it; otherwise as they stand.

    :raises LeftoverRefused: if a lot leaves money to none of them, or to itself round in a circle.
    """
    codes = {lot.code for lot in lots}
    lost = [lot.code for lot in lots if lot.leftover_to and lot.leftover_to not in codes]
    if lost:
        raise LeftoverRefused(lost)
    waiting, ordered = list(lots), list[L]()
    while waiting:
        awaited = {lot.leftover_to for lot in waiting}
        ready = [lot for lot in waiting if lot.code not in awaited]
        if not ready:
            raise LeftoverRefused([lot.code for lot in waiting])
        ordered.extend(ready)
        waiting = [lot for lot in waiting if lot.code in awaited]
    return tuple(ordered)
