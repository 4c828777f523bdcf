"""Legal interest against an oracle that counts one day at a time with fractions."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from funding.engine.interest import (
    SHIPPED,
    Rate,
    RateUnknown,
    Received,
    instalments,
    months_after,
    split,
    statement,
)

EUR = Decimal
DAYS = st.dates(date(2018, 1, 1), date(2029, 12, 31))
AMOUNTS = st.integers(1, 9_999_999_999).map(lambda cents: EUR(cents) / 100)
BUSY = settings(  # the machine may have other work to do
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def oracle(capital: Decimal, since: date, received: list[Received], at: date) -> Fraction:
    """The interest accrued, each day by itself."""
    found = Fraction(0)
    for number in range(1, (at - since).days + 1):
        day = since + timedelta(days=number)
        left = capital - sum((each.capital for each in received if each.on < day), EUR(0))
        rate = [each for each in SHIPPED if each.since <= day][-1]
        found += Fraction(left) * Fraction(rate.percent) / 36_500
    return found


def cents(exact: Fraction) -> Decimal:
    """Half up to the cent, in whole numbers."""
    return EUR(int(exact * 100 + Fraction(1, 2))) / 100


def test_a_year_at_five_percent() -> None:
    found = statement(
        EUR("10000.00"), since=date(2022, 12, 31), received=[], rates=SHIPPED, at=date(2023, 12, 31)
    )

    assert (found.interest, found.capital, found.due) == (
        EUR("500.00"),
        EUR("10000.00"),
        EUR("10500.00"),
    )


def test_each_year_has_its_rate() -> None:
    found = statement(
        EUR("36500.00"), since=date(2023, 12, 30), received=[], rates=SHIPPED, at=date(2024, 1, 2)
    )

    assert [(each.days, each.percent, each.amount) for each in found.stretches] == [
        (1, EUR(5), EUR("5.00")),
        (2, EUR("2.5"), EUR("5.00")),
    ]
    assert found.interest == EUR("10.00")


def test_nothing_runs_on_the_first_day_nor_before() -> None:
    day = date(2025, 3, 3)

    for at in (day, day - timedelta(days=1)):
        assert statement(EUR(100), since=day, received=[], rates=SHIPPED, at=at).interest == 0


def test_before_the_first_rate_nobody_knows() -> None:
    with pytest.raises(RateUnknown) as unknown:
        statement(EUR(100), since=date(2017, 6, 1), received=[], rates=SHIPPED, at=date(2018, 2, 1))

    assert unknown.value.day == date(2017, 6, 2)


def test_without_a_new_decree_the_rate_stays() -> None:
    late = statement(
        EUR(36_500), since=date(2027, 12, 31), received=[], rates=SHIPPED, at=date(2028, 1, 1)
    )

    assert late.interest == EUR("1.60")


def test_a_payment_covers_the_interest_first() -> None:
    due = statement(
        EUR(10_000), since=date(2022, 12, 31), received=[], rates=SHIPPED, at=date(2023, 12, 31)
    )

    assert split(EUR(300), due) == Received(date(2023, 12, 31), EUR(300), EUR(0))
    assert split(EUR(700), due) == Received(date(2023, 12, 31), EUR(500), EUR(200))
    for wrong in (EUR(0), EUR("10500.01")):
        with pytest.raises(ValueError, match="is not within what is due"):
            split(wrong, due)


@BUSY
@given(
    AMOUNTS,
    DAYS,
    st.lists(st.tuples(st.integers(0, 500), st.integers(1, 100)), max_size=4),
    st.integers(0, 900),
)
def test_any_account_is_what_the_oracle_says(
    capital: Decimal, since: date, steps: list[tuple[int, int]], more: int
) -> None:
    received: list[Received] = []
    at = since
    for days, share in steps:
        at += timedelta(days=days)
        due = statement(capital, since=since, received=received, rates=SHIPPED, at=at)
        amount = (due.due * share / 100).quantize(EUR("0.01"))
        if EUR(0) < amount <= due.due and due.capital > 0:
            received.append(split(amount, due))
    at += timedelta(days=more)

    found = statement(capital, since=since, received=received, rates=SHIPPED, at=at)

    accrued = oracle(capital, since, received, at)
    assert found.accrued == cents(accrued)
    assert found.capital == capital - sum((each.capital for each in received), EUR(0))
    paid = sum((each.interest for each in received), EUR(0))
    assert found.interest == cents(accrued) - paid
    assert sum(each.days for each in found.stretches) <= (at - since).days


@BUSY
@given(AMOUNTS, DAYS, st.integers(1, 800), st.integers(1, 800))
def test_interest_never_falls_and_stops_nowhere(
    capital: Decimal, since: date, first: int, second: int
) -> None:
    one = statement(
        capital, since=since, received=[], rates=SHIPPED, at=since + timedelta(days=first)
    )
    two = statement(
        capital, since=since, received=[], rates=SHIPPED, at=since + timedelta(days=first + second)
    )

    assert two.accrued >= one.accrued


@BUSY
@given(AMOUNTS.filter(lambda amount: amount >= 1), st.integers(2, 36), DAYS)
def test_instalments_are_the_capital_to_the_cent(capital: Decimal, count: int, first: date) -> None:
    found = instalments(capital, count=count, first=first)

    assert sum(part for _day, part in found) == capital
    parts = [part for _day, part in found]
    assert max(parts) - min(parts) <= EUR("0.01")
    days = [day for day, _part in found]
    assert days == sorted(set(days))
    assert {day.day for day in days} <= {first.day, 28, 29, 30}


def test_a_month_that_is_shorter_ends_earlier() -> None:
    assert [months_after(date(2027, 10, 31), each) for each in (0, 1, 4, 5)] == [
        date(2027, 10, 31),
        date(2027, 11, 30),
        date(2028, 2, 29),
        date(2028, 3, 31),
    ]


def test_rates_come_in_any_order() -> None:
    turned = [Rate(date(2024, 1, 1), EUR(4)), Rate(date(2023, 1, 1), EUR(2))]

    found = statement(
        EUR(36_500), since=date(2023, 12, 31), received=[], rates=turned, at=date(2024, 1, 1)
    )

    assert found.interest == EUR("4.00")
