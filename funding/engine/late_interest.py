"""Interest for paying an instalment late: on its overdue capital alone, and what a payment pays first.

At the legal rate of each day (art. 1284 of the civil code); interest bears no interest (art. 1283).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from funding.engine.interest import Rate, Received, statement
from wecare.core.money import ZERO


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment towards an instalment: on which day, and how much of it was capital, in euro."""

    on: date
    capital: Decimal


@dataclass(frozen=True, slots=True)
class Imputed:
    """How a payment is divided: interest for the delay, interest of the plan, capital (art. 1194)."""

    late: Decimal
    interest: Decimal
    capital: Decimal


def accrued(
    capital: Decimal, due_on: date, paid: Iterable[Paid], until: date, rates: Sequence[Rate]
) -> Decimal:
    """What the capital of an instalment cost for the delay up to a day, in euro; what was paid in
    between bears nothing any more.

    :raises RateUnknown: if the delay began before the first rate.
    """
    received = [Received(each.on, ZERO, each.capital) for each in paid]
    return statement(capital, since=due_on, received=received, rates=rates, at=until).accrued


def imputed(amount: Decimal, *, late: Decimal, interest: Decimal, capital: Decimal) -> Imputed:
    """Divide what was paid over what is owed: first the interest, then the capital (art. 1194).

    :raises ValueError: if it is not above zero, or above all that is owed.
    """
    if not ZERO < amount <= late + interest + capital:
        raise ValueError(f"{amount} is not between zero and {late + interest + capital}")
    for_delay = min(amount, late)
    for_interest = min(amount - for_delay, interest)
    return Imputed(for_delay, for_interest, amount - for_delay - for_interest)
