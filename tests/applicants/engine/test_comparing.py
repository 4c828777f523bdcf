"""What became of a text, and of things known by name."""

import pytest

from applicants.engine.comparing import LONGEST_COMPARED, Change, by_key, change_of, pieces


def joined(found: tuple, *kept: Change) -> str:
    return "".join(each.text for each in found if each.change in kept)


def test_words_that_went_and_came_stand_among_those_that_stayed() -> None:
    found = pieces("case per tutti", "case e orti per tutti")

    assert [(each.change.value, each.text) for each in found] == [
        ("same", "case"),
        ("added", " e orti"),
        ("same", " per tutti"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "nuovo"),
        ("vecchio", ""),
        ("a b\n c", "a  b c"),
        ("città è", "citta è"),
        ("x" * 50, "y"),
    ],
)
def test_both_texts_can_be_read_again_from_the_pieces(before: str, after: str) -> None:
    found = pieces(before, after)

    assert joined(found, Change.SAME, Change.REMOVED) == before
    assert joined(found, Change.SAME, Change.ADDED) == after


def test_texts_too_long_are_not_told_word_by_word() -> None:
    long = "parola " * (LONGEST_COMPARED + 1)

    assert pieces(long, long + "altra") == ()


def test_things_are_known_by_their_key() -> None:
    found = by_key({"a": "1", "b": "2"}, {"b": "3", "c": "4"})

    assert found == [("a", "1", None), ("b", "2", "3"), ("c", None, "4")]
    assert [change_of(before, after).value for _key, before, after in found] == [
        "removed",
        "changed",
        "added",
    ]
