"""What may be published of results: half-years, and no figure by which a person shows."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from funding.engine.results import HalfYear, between, shown

EUR = Decimal


@pytest.mark.parametrize(
    ("day", "half"),
    [
        (date(2026, 1, 1), "2026-1"),
        (date(2026, 6, 30), "2026-1"),
        (date(2026, 7, 1), "2026-2"),
        (date(2026, 12, 31), "2026-2"),
    ],
)
def test_the_year_has_two_halves(day: date, half: str) -> None:
    assert str(HalfYear.of(day)) == half


def test_half_years_go_from_the_last_day_back_to_the_first() -> None:
    found = between(date(2024, 12, 31), date(2026, 2, 1))

    assert [str(each) for each in found] == ["2026-1", "2025-2", "2025-1", "2024-2"]
    assert between(date(2026, 7, 1), date(2026, 6, 30)) == ()


@settings(suppress_health_check=[HealthCheck.too_slow])  # of a busy machine
@given(st.dictionaries(st.integers(1, 9), st.integers(0, 12).map(Decimal)))
def test_nothing_below_five_people_is_said_nor_follows_from_the_total(
    values: dict[int, Decimal],
) -> None:
    found = shown(values, counts_people=True)

    said = [value for value in found.values.values() if value is not None]
    assert all(value == 0 or value >= 5 for value in said)
    assert found.total == sum(said)  # what is hidden is no part of it: no difference tells it
    assert found.is_partial == (len(said) < len(values))


def test_what_counts_no_people_is_said_whole() -> None:
    found = shown({1: EUR(3), 2: EUR("0.5")}, counts_people=False)

    assert (found.values, found.total, found.is_partial) == (
        {1: EUR(3), 2: EUR("0.5")},
        EUR("3.5"),
        False,
    )
