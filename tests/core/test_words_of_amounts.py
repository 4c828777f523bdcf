"""Amounts in words against a spelling of our own, over the whole range that acts use."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from wecare.core.money import in_words

SMALL = [
    "zero",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
]
TENS = ["venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"]


def below_a_hundred(number: int) -> str:
    if number < 20:
        return SMALL[number] if number else ""
    ten, unit = TENS[number // 10 - 2], number % 10
    return (ten[:-1] if unit in {1, 8} else ten) + (SMALL[unit] if unit else "")


def below_a_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    hundred = ("" if hundreds == 1 else SMALL[hundreds]) + "cento" if hundreds else ""
    if (hundred and rest // 10 == 8) or (hundred and rest == 8):  # centottanta, centotto
        hundred = hundred[:-1]
    return hundred + below_a_hundred(rest)


def spelled(amount: Decimal) -> str:
    """As Italian spells it in one word: `ventitremilaquattrocentotré/05`."""
    units, cents = divmod(int(amount * 100), 100)
    millions, rest = divmod(units, 1_000_000)
    thousands, last = divmod(rest, 1_000)
    word = (
        "unmilione" if millions == 1 else below_a_thousand(millions) + "milioni" if millions else ""
    )
    word += "mille" if thousands == 1 else below_a_thousand(thousands) + "mila" if thousands else ""
    word += below_a_thousand(last)
    if units % 10 == 3 and units % 100 != 13 and units != 3:
        word = word[:-1] + "é"
    return f"{word or 'zero'}/{cents:02d}"


def test_every_whole_amount_up_to_twenty_thousand_is_spelled_right() -> None:
    wrong = [
        (units, in_words(Decimal(units)))
        for units in range(20_000)
        if in_words(Decimal(units)) != spelled(Decimal(units))
    ]

    assert wrong == []


@settings(max_examples=3_000, deadline=None)
@given(st.integers(min_value=1, max_value=9_999_999_999))
def test_any_amount_from_a_cent_to_a_hundred_millions_is_spelled_right(cents: int) -> None:
    amount = Decimal(cents) / 100

    assert in_words(amount) == spelled(amount)


def test_the_accent_is_on_the_last_three_alone() -> None:
    said = {n: in_words(Decimal(n)) for n in (3, 13, 23, 123, 23_000, 23_000_023, 1_003)}

    assert said == {
        3: "tre/00",
        13: "tredici/00",
        23: "ventitré/00",
        123: "centoventitré/00",
        23_000: "ventitremila/00",
        23_000_023: "ventitremilioniventitré/00",
        1_003: "milletré/00",
    }
