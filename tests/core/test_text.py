"""What the portal takes as text."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecare.core.codes import ALPHABET, new_check_code, read_check_code
from wecare.core.text import TextRefused, clean_text, count_words


def test_text_is_kept_with_its_lines_and_html() -> None:
    assert clean_text("  <b>Però</b>\r\n{{ nome }}\tfine ") == "<b>Però</b>\n{{ nome }}\tfine"


def test_marks_that_turn_the_reading_direction_are_stripped() -> None:
    assert clean_text("fattura\u202efdp.exe\u2066\u200f\ufeff") == "fatturafdp.exe"


def test_a_single_line_has_no_lines() -> None:
    assert clean_text("a\r\nb\u2028c  d", multiline=False) == "a b c d"


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("a\x00b", "NUL"),
        ("a\ud800b", "spezzato"),
        ("a\x1bb", "U+001B"),
        ("a\x7f", "U+007F"),
        ("a\ufffe", "U+FFFE"),
        ("a\U0001ffff", "U+1FFFF"),
    ],
    ids=["nul", "surrogate", "escape", "delete", "noncharacter", "plane end"],
)
def test_what_no_document_can_hold_is_refused_with_a_sentence(value: Any, word: Any) -> None:
    with pytest.raises(TextRefused, match=word.replace("+", r"\+")):
        clean_text(value)


def test_too_long_a_text_is_told_by_how_much() -> None:
    with pytest.raises(TextRefused) as refusal:
        clean_text("x" * 1_000_000, max_length=20_000)

    assert str(refusal.value) == (
        "Hai scritto 1000000 caratteri, il massimo è 20000. Togline 980000."
    )


@given(st.text())
def test_clean_text_is_clean_already(value: Any) -> None:
    try:
        clean = clean_text(value)
    except TextRefused:
        return
    assert clean_text(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert "\x00" not in clean
    clean.encode()


def test_words_are_counted_between_spaces() -> None:
    assert count_words(" l'anziano  è\nqui ") == 3


def test_check_codes_have_no_ambiguous_symbols() -> None:
    code = new_check_code()

    prefix, first, second = code.split("-")
    assert prefix == "WCR"
    assert len(first) == len(second) == 4
    assert set(first + second) <= set(ALPHABET)
    assert not set("OI01") & set(ALPHABET)


def test_a_check_code_is_read_as_people_type_it() -> None:
    assert read_check_code(" wcr 7k4p92qx ") == "WCR-7K4P-92QX"
    assert read_check_code("7K4P-92QX") == "WCR-7K4P-92QX"
