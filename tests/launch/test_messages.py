"""The catalogues are compared text by text."""

import polib
import pytest

from wecare.launch.messages import differences, say_the_same


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    found = polib.POFile()
    found.extend(entries)
    return found


def entry(msgid: str, msgstr: str = "", **more: object) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


def test_complete_catalogues_have_no_differences() -> None:
    kept = catalogue(entry("Bando", "Call"))

    assert differences("en", kept, catalogue(entry("Bando"))) == []


@pytest.mark.parametrize(
    ("kept", "collected", "said"),
    [
        ([], [entry("Bando")], "en: 1 not in the catalogue, such as 'Bando'"),
        ([entry("Bando", "Call")], [], "en: 1 no longer in the sources, such as 'Bando'"),
        (
            [entry("Bando")],
            [entry("Bando")],
            "en: 1 without translation or fuzzy, such as 'Bando'",
        ),
        (
            [entry("Bando", "Call", flags=["fuzzy"])],
            [entry("Bando")],
            "en: 1 without translation or fuzzy, such as 'Bando'",
        ),
    ],
    ids=["missing", "left over", "untranslated", "fuzzy"],
)
def test_each_kind_of_difference_is_told(
    kept: list[polib.POEntry], collected: list[polib.POEntry], said: str
) -> None:
    assert differences("en", catalogue(*kept), catalogue(*collected)) == [said]


def test_italian_says_what_the_sources_say() -> None:
    one = entry("Bando", "Bandi?", flags=["fuzzy"])
    many = entry("%(n)s bando", msgid_plural="%(n)s bandi")

    say_the_same(one)
    say_the_same(many)

    assert (one.msgstr, one.flags) == ("Bando", [])
    assert many.msgstr_plural == {0: "%(n)s bando", 1: "%(n)s bandi"}
