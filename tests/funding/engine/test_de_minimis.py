"""Room for de minimis aid: which rules on which day, which days count, never a cent above."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.engine.de_minimis import Aid, headroom, window_from

EUR = Decimal
amounts = st.integers(min_value=0, max_value=40_000_000).map(lambda each: EUR(each).scaleb(-2))
days = st.dates(min_value=date(2018, 1, 1), max_value=date(2030, 12, 31))
aids = st.lists(st.builds(Aid, days, amounts), max_size=8)


@pytest.mark.parametrize(
    ("on", "since", "limit", "rule"),
    [
        (date(2023, 12, 31), date(2021, 1, 1), 200_000, "1407/2013"),
        (date(2019, 6, 1), date(2017, 1, 1), 200_000, "1407/2013"),
        (date(2024, 1, 1), date(2021, 1, 2), 300_000, "2023/2831"),
        (date(2026, 11, 26), date(2023, 11, 27), 300_000, "2023/2831"),
        (date(2028, 2, 29), date(2025, 3, 1), 300_000, "2023/2831"),
        (date(2027, 2, 28), date(2024, 2, 29), 300_000, "2023/2831"),
    ],
)
def test_the_day_of_the_award_chooses_the_rules(
    on: date, since: date, limit: int, rule: str
) -> None:
    found = headroom(on=on, asked=EUR(1))

    assert (window_from(on), found.since, found.limit) == (since, since, limit)
    assert rule in found.rule


def test_the_last_cent_fits_and_the_next_does_not() -> None:
    day = date(2026, 5, 4)
    had = (Aid(date(2023, 5, 5), EUR("299999.99")),)

    assert headroom(on=day, asked=EUR("0.01"), aids=had).fits
    over = headroom(on=day, asked=EUR("0.02"), aids=had)
    assert (over.fits, over.left) == (False, EUR("0.01"))


def test_what_was_had_a_day_too_early_does_not_count() -> None:
    old = (Aid(date(2023, 5, 4), EUR(300_000)),)

    assert headroom(on=date(2026, 5, 4), asked=EUR(300_000), aids=old).had == 0
    assert headroom(on=date(2026, 5, 3), asked=EUR(1), aids=old).had == 300_000


@given(on=days, asked=amounts, had=aids, before=amounts)
def test_only_the_days_of_the_window_count_and_more_aid_never_makes_room(
    on: date, asked: Decimal, had: list[Aid], before: Decimal
) -> None:
    found = headroom(on=on, asked=asked, aids=had, before=before)

    since = window_from(on)
    counted = [each for each in had if since <= each.on <= on]
    assert found.had == before + sum((each.amount for each in counted), EUR("0.00"))
    assert found.fits == (found.had + asked <= found.limit)
    assert since <= on
    assert on - since <= timedelta(days=3 * 366)
    more = headroom(on=on, asked=asked, aids=[*had, Aid(on, EUR("0.01"))], before=before)
    assert not (more.fits and not found.fits)
    assert more.had == found.had + EUR("0.01")
