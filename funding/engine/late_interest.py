"""Interest for paying late: on the capital that is overdue alone, at the legal rate of each year.

Art. 1284 of the civil code: the Minister of the economy sets the rate by 15 December for the year after.
Interest bears no interest (art. 1283). Days count from the one after the due day to the day of payment,
on years of 365 days.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

from funding.engine.interest import SHIPPED
from wecare.core.money import CENT, ZERO, euro

LEGAL_RATES: Mapping[int, Decimal] = {  # year → percent
    2017: Decimal("0.1"),
    **{each.since.year: each.percent for each in SHIPPED},
}


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


def legal_rate(year: int) -> Decimal:
    """The legal rate of a year in percent; of a year not yet known, the last one that is.

    :raises ValueError: if the year lies before the table.
    """
    if year < min(LEGAL_RATES):
        raise ValueError(f"no legal rate is kept for {year}")
    return LEGAL_RATES.get(year, LEGAL_RATES[max(LEGAL_RATES)])


def accrued(capital: Decimal, due_on: date, paid: Iterable[Paid], until: date) -> Decimal:
    """What the capital of an instalment cost for the delay up to a day, in euro; what was paid in
    between bears nothing any more.
    """
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(0)
        at, left = due_on, capital
        for payment in (*sorted(paid, key=lambda each: each.on), Paid(until, ZERO)):
            to = min(payment.on, until)
            if to > at:
                exact += sum(
                    (left * legal_rate(year) * days / 36_500 for year, days in _years(at, to)),
                    Decimal(0),
                )
                at = to
            left -= payment.capital
        return euro(exact.quantize(CENT, rounding=ROUND_HALF_UP))


def imputed(amount: Decimal, *, late: Decimal, interest: Decimal, capital: Decimal) -> Imputed:
    """Divide what was paid over what is owed: first the interest, then the capital (art. 1194).

    :raises ValueError: if it is not above zero, or above all that is owed.
    """
    if not ZERO < amount <= late + interest + capital:
        raise ValueError(f"{amount} is not between zero and {late + interest + capital}")
    for_delay = min(amount, late)
    for_interest = min(amount - for_delay, interest)
    return Imputed(for_delay, for_interest, amount - for_delay - for_interest)


def _years(after: date, until: date) -> Iterator[tuple[int, int]]:
    """The days after the one, up to the other included, by year."""
    at = after
    while at < until:
        end = min(date((at + timedelta(days=1)).year, 12, 31), until)
        yield end.year, (end - at).days
        at = end
