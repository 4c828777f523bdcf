"""The amortisation plan: every cent comes back, and a slow computation with fractions agrees."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.engine.amortisation import (
    Due,
    Terms,
    TermsRefused,
    interest_of_days,
    months_after,
    schedule,
)
from funding.enums import RepaymentMethod
from wecare.core.money import CENT, ZERO

EUR = Decimal
START = date(2026, 11, 30)
FRENCH, CAPITAL = RepaymentMethod.CONSTANT_INSTALMENT, RepaymentMethod.CONSTANT_CAPITAL


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    every = draw(st.sampled_from([1, 2, 3, 4, 6, 12]))
    periods = draw(st.integers(1, min(60, 480 // every)))
    return Terms(
        annual_rate=draw(st.decimals(0, 20, places=3) | st.just(EUR(0))),
        months=periods * every,
        grace_months=draw(st.integers(0, periods - 1)) * every,
        every_months=every,
        method=draw(st.sampled_from(RepaymentMethod)),
    )


DEBTS = st.decimals(CENT, EUR("9999999.99"), places=2)


def cents(exact: Fraction) -> Decimal:
    return EUR(int(exact * 100 + Fraction(1, 2))) * CENT


def slow(debt: Decimal, of: Terms) -> list[tuple[Decimal, Decimal]]:
    """(capital, interest) of each period, by fractions: the instalment from the sum of discounts."""
    rate = Fraction(of.annual_rate) * of.every_months / 1200
    count = of.periods - of.grace
    discounts = sum((1 / (1 + rate) ** k for k in range(1, count + 1)), Fraction(0))
    instalment, part = cents(Fraction(debt) / discounts), cents(Fraction(debt) / count)
    left, found = debt, []
    for period in range(1, of.periods + 1):
        interest = cents(Fraction(left) * rate)
        wanted = part if of.method is CAPITAL else max(instalment - interest, ZERO)
        capital = ZERO if period <= of.grace else min(wanted, left)
        capital = left if period == of.periods else capital
        left -= capital
        found.append((capital, interest))
    return found


@given(debt=DEBTS, of=terms())
def test_the_capital_sums_to_the_debt_and_interest_is_on_what_is_left(
    debt: Decimal, of: Terms
) -> None:
    plan = schedule(debt, of, START)

    left = debt
    for due in plan:
        assert due.capital >= 0
        assert due.interest == cents(
            Fraction(left) * Fraction(of.annual_rate) * of.every_months / 1200
        )
        left -= due.capital
        assert due.debt == left
        assert due.amount > 0
    assert left == 0
    assert [due.number for due in plan] == list(range(1, len(plan) + 1))
    assert [due.on for due in plan] == sorted({due.on for due in plan})


@given(debt=DEBTS, of=terms())
def test_a_slow_computation_with_fractions_finds_the_same_plan(debt: Decimal, of: Terms) -> None:
    plan = schedule(debt, of, START)

    expected = [each for each in slow(debt, of) if any(each)]
    assert [(due.capital, due.interest) for due in plan] == expected


@given(debt=st.decimals(EUR(1000), EUR("9999999.99"), places=2), of=terms())
def test_rounding_moves_the_last_instalment_by_cents_alone(debt: Decimal, of: Terms) -> None:
    plan = [due for due in schedule(debt, of, START) if due.capital]

    count, last = len(plan), plan[-1]
    if count > 1 and of.method is FRENCH:
        rate = 1 + Fraction(of.annual_rate) * of.every_months / 1200
        # Each of the cents that rounding moved grows with the debt until the end.
        assert abs(last.amount - plan[0].amount) <= 2 * cents(count * rate**count) * CENT + CENT
    if count > 1 and of.method is CAPITAL:
        assert abs(last.capital - plan[0].capital) <= count * CENT


def test_a_plan_as_a_bank_prints_it() -> None:
    plan = schedule(EUR(10_000), Terms(EUR(3), 12, 0, 3, FRENCH), date(2026, 11, 30))

    assert plan == (
        Due(1, date(2027, 2, 28), EUR("2472.05"), EUR("75.00"), EUR("7527.95")),
        Due(2, date(2027, 5, 30), EUR("2490.59"), EUR("56.46"), EUR("5037.36")),
        Due(3, date(2027, 8, 30), EUR("2509.27"), EUR("37.78"), EUR("2528.09")),
        Due(4, date(2027, 11, 30), EUR("2528.09"), EUR("18.96"), EUR("0.00")),
    )


def test_during_grace_only_interest_is_due_and_at_zero_rate_nothing() -> None:
    graced = schedule(EUR(1200), Terms(EUR(12), 6, 2, 1, CAPITAL), date(2026, 1, 31))
    free = schedule(EUR(1200), Terms(EUR(0), 6, 2, 1, FRENCH), date(2026, 1, 31))

    assert [(due.capital, due.interest) for due in graced] == [
        (0, 12),
        (0, 12),
        (300, 12),
        (300, 9),
        (300, 6),
        (300, 3),
    ]
    assert [(due.number, due.on, due.amount) for due in free] == [
        (1, date(2026, 4, 30), 300),
        (2, date(2026, 5, 31), 300),
        (3, date(2026, 6, 30), 300),
        (4, date(2026, 7, 31), 300),
    ]


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ((EUR(-1), 12, 0, 1), "rate"),
        ((EUR("NaN"), 12, 0, 1), "rate"),
        ((EUR(1), 12, 0, 5), "every"),
        ((EUR(1), 10, 0, 3), "months"),
        ((EUR(1), 0, 0, 1), "months"),
        ((EUR(1), 492, 0, 12), "months"),
        ((EUR(1), 12, 12, 3), "grace"),
        ((EUR(1), 12, 2, 3), "grace"),
    ],
)
def test_conditions_that_make_no_plan_are_named(
    values: tuple[Decimal, int, int, int], what: str
) -> None:
    with pytest.raises(TermsRefused, match=what):
        Terms(*values, FRENCH)
    with pytest.raises(TermsRefused, match="debt"):
        schedule(ZERO, Terms(EUR(1), 12, 0, 3, FRENCH), START)


def test_days_and_months() -> None:
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_after(date(2026, 12, 15), 13) == date(2028, 1, 15)
    assert interest_of_days(EUR(36_500), EUR(1), 10) == EUR("10.00")
