"""The only arithmetic on amounts."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecare.core import money

amounts = st.decimals(min_value=0, max_value=10**11, places=2)
any_amounts = st.decimals(min_value=-(10**11), max_value=10**11, places=2)
weights = st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=30).filter(any)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0.005", "0.01"),
        ("0.0049", "0.00"),
        ("-0.005", "-0.01"),
        ("-0.001", "0.00"),
        (12, "12.00"),
        (Decimal(2900000), "2900000.00"),
    ],
)
def test_euros_are_rounded_half_up_to_the_cent(value: Any, expected: Any) -> None:
    assert str(money.euro(value)) == expected


@pytest.mark.parametrize("value", [1.5, True, None, b"1"])
def test_euros_are_never_made_of_what_is_not_exact(value: Any) -> None:
    with pytest.raises(TypeError):
        money.euro(value)


@pytest.mark.parametrize(
    "value",
    [
        "NaN",
        "Infinity",
        "1e400",
        "1e5",
        "１２",
        "",
        " 1",
        10**12,
        "-1000000000000",
        "999999999999.999",
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("-Infinity"),
        Decimal("1e400"),
        Decimal("1e999999"),
    ],
    ids=str,
)
def test_what_has_no_bounded_value_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="amount"):
        money.euro(value)


@given(any_amounts)
def test_rounding_twice_is_rounding_once(amount: Any) -> None:
    assert money.euro(money.euro(amount)) == money.euro(amount)


@given(st.lists(any_amounts.map(lambda each: each / 100), max_size=20))
def test_the_total_does_not_depend_on_the_order(items: Any) -> None:
    assert money.total(items) == money.total(reversed(items))


def test_the_total_of_nothing_is_zero_with_its_cents() -> None:
    assert str(money.total([])) == "0.00"


@given(amounts, weights)
def test_shares_add_up_to_the_cent(amount: Any, parts: Any) -> None:
    assert sum(money.share_out(amount, parts)) == amount


@given(amounts, weights)
def test_no_share_is_a_cent_or_more_away_from_its_exact_value(amount: Any, parts: Any) -> None:
    for share, weight in zip(money.share_out(amount, parts), parts, strict=True):
        assert abs(share * sum(parts) - amount * weight) < money.CENT * sum(parts)


def test_the_cents_left_go_to_the_largest_remainders_then_to_the_first() -> None:
    assert money.share_out(Decimal("0.05"), [1, 1, 1]) == (
        Decimal("0.02"),
        Decimal("0.02"),
        Decimal("0.01"),
    )


@pytest.mark.parametrize(
    ("amount", "parts"), [("1", []), ("1", [0, 0]), ("1", [1, -1]), ("-1", [1])]
)
def test_an_impossible_share_is_an_error_and_not_zero(amount: Any, parts: Any) -> None:
    with pytest.raises(ValueError, match="Unable to share out"):
        money.share_out(Decimal(amount), parts)


def test_a_percentage_has_two_places_half_up() -> None:
    assert money.percent_of(Decimal(11000), Decimal(100000)) == Decimal("11.00")
    assert money.percent_of(Decimal(1), Decimal(3)) == Decimal("33.33")
    assert money.percent_of(Decimal("0.01"), Decimal(800)) == Decimal("0.00")
    assert money.percent_of(Decimal(1), Decimal(800)) == Decimal("0.13")


def test_a_percentage_of_zero_is_an_error_and_not_zero() -> None:
    with pytest.raises(ValueError, match="zero"):
        money.percent_of(Decimal(1), Decimal(0))


def test_a_portion_is_rounded_half_up() -> None:
    assert money.portion(Decimal("100.05"), Decimal("12.5")) == Decimal("12.51")
    assert money.portion(Decimal("0.10"), 5) == Decimal("0.01")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1.000,00", "1000.00"),
        ("1234,5", "1234.50"),
        (" 1 234,50 € ", "1234.50"),
        ("€1.234.567,89", "1234567.89"),
        ("1\u00a0234", "1234.00"),
        ("007", "7.00"),
        ("0", "0.00"),
        ("1.000", "1000.00"),
    ],
)
def test_italian_amounts_are_read(typed: Any, expected: Any) -> None:
    assert str(money.parse_amount(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        (" € ", "empty"),
        ("-0,01", "negative"),
        ("\u22121.000", "negative"),
        ("-0.01", "form"),
        ("1e400", "form"),
        ("NaN", "form"),
        ("inf", "form"),
        ("１２", "form"),
        ("١٢", "form"),
        ("1234.50", "form"),
        ("1,234.50", "form"),
        ("1.00,00", "form"),
        ("1,005", "form"),
        ("12\x00", "form"),
        ("1" * 100_000, "size"),
        ("1.000.000.000.000", "size"),
    ],
    ids=lambda value: value[:20],
)
def test_what_is_not_an_amount_is_refused_with_its_reason(typed: Any, reason: Any) -> None:
    with pytest.raises(money.AmountRefused) as refusal:
        money.parse_amount(typed)

    assert refusal.value.reason == reason


@given(amounts)
def test_what_is_written_is_read_back(amount: Any) -> None:
    assert money.parse_amount(money.format_amount(amount)) == amount


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_fall(typed: Any) -> None:
    try:
        amount = money.parse_amount(typed)
    except money.AmountRefused:
        return
    assert 0 <= amount < money.LIMIT


def test_amounts_are_written_as_italians_read_them() -> None:
    assert money.format_amount(Decimal("1234567.5")) == "1.234.567,50\u00a0€"
    assert money.format_amount(Decimal("-0.001")) == "0,00\u00a0€"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("2900000", "duemilioninovecentomila/00"),
        ("0.05", "zero/05"),
        ("1", "uno/00"),
        ("21000", "ventunomila/00"),
        ("1000000.99", "unmilione/99"),
        ("23", "ventitré/00"),
    ],
)
def test_amounts_are_written_in_words(amount: Any, words: Any) -> None:
    assert money.in_words(Decimal(amount)) == words


def test_a_negative_amount_has_no_words() -> None:
    with pytest.raises(ValueError, match="negative"):
        money.in_words(Decimal(-1))
