"""Committed money by budget year: divided to the cent, paid from the first, set free from the last."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.engine.budget_years import YearsOverdrawn, divided, earliest, latest
from wecare.acts.engine.years import YearShare, year_shares
from wecare.core.money import CENT, share_out, total

HELD = {2027: Decimal("60.00"), 2026: Decimal("40.00"), 2028: Decimal("10.00")}
amounts = st.integers(0, 10**9).map(lambda cents: Decimal(cents) * CENT)
funds = st.dictionaries(st.sampled_from(["FSE", "FSC", "REG", "FESR"]), amounts, min_size=1)


@st.composite
def some_shares(draw: st.DrawFn) -> tuple[YearShare, ...]:
    cuts = draw(st.lists(st.integers(1, 9_999), max_size=5, unique=True))
    edges = [0, *sorted(cuts), 10_000]
    return tuple(
        YearShare(2026 + place, Decimal(after - before) / 100)
        for place, (before, after) in enumerate(pairwise(edges))
    )


@given(funds, some_shares())
def test_funds_and_years_both_add_up_to_the_cent(
    parts: dict[str, Decimal], shares: tuple[YearShare, ...]
) -> None:
    found = divided(parts, shares)

    assert {fund: total(years.values()) for fund, years in found.items()} == parts
    assert all(amount > 0 for years in found.values() for amount in years.values())
    by_year = [
        total(years.get(each.year, Decimal(0)) for years in found.values()) for each in shares
    ]
    assert tuple(by_year) == share_out(total(parts.values()), [each.percent for each in shares])


def test_each_year_is_paid_by_the_funds_in_their_part() -> None:
    parts = {"FSE": Decimal("60.00"), "FSC": Decimal("40.00")}

    assert divided(parts, year_shares("2026 25\n2027 75")) == {
        "FSE": {2026: Decimal("15.00"), 2027: Decimal("45.00")},
        "FSC": {2026: Decimal("10.00"), 2027: Decimal("30.00")},
    }


def test_a_part_below_zero_is_no_sum_to_divide() -> None:
    with pytest.raises(ValueError, match="FSE"):
        divided({"FSE": Decimal("-1.00"), "FSC": Decimal("3.00")}, year_shares("2026"))


def test_what_is_paid_was_due_first_and_what_is_freed_last() -> None:
    assert earliest(HELD, Decimal("55.00")) == {2026: Decimal("40.00"), 2027: Decimal("15.00")}
    assert latest(HELD, Decimal("55.00")) == {2028: Decimal("10.00"), 2027: Decimal("45.00")}


def test_all_of_it_is_every_year_and_nothing_is_none() -> None:
    assert earliest(HELD, Decimal("110.00")) == latest(HELD, Decimal("110.00")) == HELD
    assert earliest(HELD, Decimal("0.00")) == {}


def test_more_than_there_is_is_refused() -> None:
    with pytest.raises(YearsOverdrawn, match=r"110\.01"):
        earliest(HELD, Decimal("110.01"))
    with pytest.raises(YearsOverdrawn):
        latest({}, CENT)
