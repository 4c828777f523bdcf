"""Interest for paying late: on capital alone, at the rate of each year, not on what was paid."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.engine.interest import SHIPPED, Rate, RateUnknown
from funding.engine.late_interest import Paid, imputed
from funding.engine.late_interest import accrued as accrued_by

EUR = Decimal


def accrued(capital: Decimal, due_on: date, paid: list[Paid], until: date) -> Decimal:
    return accrued_by(capital, due_on, paid, until, SHIPPED)


def test_each_year_has_its_rate() -> None:
    # 31 days of 2025 at 2 %, 31 of 2026 at 1,6 %.
    found = accrued(EUR(36_500), date(2025, 11, 30), [], date(2026, 1, 31))

    assert found == EUR("62.00") + EUR("49.60")
    assert accrued(EUR(36_500), date(2026, 1, 31), [], date(2026, 1, 31)) == 0
    assert accrued(EUR(36_500), date(2026, 1, 31), [], date(2025, 1, 31)) == 0


def test_what_was_paid_bears_nothing_any_more() -> None:
    paid = [Paid(date(2026, 3, 11), EUR(18_250))]

    assert accrued(EUR(36_500), date(2026, 3, 1), paid, date(2026, 3, 21)) == EUR("24.00")
    assert accrued(EUR(36_500), date(2026, 3, 1), paid, date(2026, 3, 11)) == EUR("16.00")


def test_a_payment_before_the_due_day_bears_nothing() -> None:
    paid = [Paid(date(2026, 2, 1), EUR(36_500))]

    assert accrued(EUR(36_500), date(2026, 3, 1), paid, date(2026, 12, 31)) == 0


def test_a_rate_stays_until_the_next_and_before_the_first_there_is_none() -> None:
    known = [*SHIPPED, Rate(date(2027, 1, 1), EUR(10), "D.M. di prova")]

    assert accrued(EUR(36_500), date(2039, 12, 31), [], date(2040, 1, 1)) == EUR("1.60")
    assert accrued_by(EUR(36_500), date(2039, 12, 31), [], date(2040, 1, 1), known) == EUR("10.00")
    with pytest.raises(RateUnknown, match="1999"):
        accrued(EUR(36_500), date(1999, 1, 1), [], date(1999, 1, 2))


@given(
    parts=st.tuples(*[st.decimals(0, 1000, places=2)] * 3),
    share=st.integers(1, 100),
)
def test_interest_comes_before_capital(parts: tuple[Decimal, Decimal, Decimal], share: int) -> None:
    late, interest, capital = parts
    amount = (sum(parts, EUR(0)) * share / 100).quantize(EUR("0.01"))
    if not amount:
        return

    found = imputed(amount, late=late, interest=interest, capital=capital)

    assert found.late + found.interest + found.capital == amount
    assert (found.late, found.interest, found.capital) <= (late, interest, capital)
    assert not found.interest or found.late == late
    assert not found.capital or found.interest == interest


def test_more_than_is_owed_is_refused() -> None:
    with pytest.raises(ValueError, match="between zero and 6"):
        imputed(EUR("6.01"), late=EUR(1), interest=EUR(2), capital=EUR(3))
    with pytest.raises(ValueError, match="between"):
        imputed(EUR(0), late=EUR(1), interest=EUR(2), capital=EUR(3))
