"""A rulebook keeps the format it was published in, and its digest with it."""

import json
from pathlib import Path
from typing import Any

import pytest

from calls.engine.codec import FormatRefused
from calls.engine.rulebook import FORMAT, READABLE, Rulebook
from tests.factories.rules import draft, rules
from wecare.core.digests import digest

DIGESTS = {
    1: "3b1b181a8783cb0faea615b74142c4e18ba8fc4692447746a0e1ee0e62f93956",
    2: "c8eede10bbd1b1ebb6f6faaa2db8df12cbc2eafc283a8422f81a6a7952a5641e",
    3: "3d2b82034eaead0dcaf943d51401a4e5c5e7a8418eccae0f316f3c86c996a4cf",
    4: "4cf1f2460b67bb885066cad644ba6b427c09f84738b0f6cae939769a21355281",
}


def _published(format: int) -> dict[str, Any]:  # noqa: A002 -- the word of the document
    path = Path(__file__).with_name(f"format_{format}.json")
    body: dict[str, Any] = json.loads(path.read_text())
    return body


@pytest.mark.parametrize("format", DIGESTS)
def test_what_was_published_in_an_earlier_format_reads_and_keeps_its_digest(format: int) -> None:  # noqa: A002 -- as above
    published = _published(format)

    book = Rulebook.from_json(published)

    assert book.format == format
    assert digest(book.to_json()) == digest(published) == DIGESTS[format]


def test_every_earlier_format_is_kept_among_the_tests() -> None:
    assert tuple(DIGESTS) == READABLE[:-1]


def test_the_first_format_knows_no_later_rule() -> None:
    published = _published(1)

    book = Rulebook.from_json(published)

    assert (book.duration, book.amounts.own_share_brackets) == (None, ())
    with pytest.raises(FormatRefused, match="unknown fields duration"):
        Rulebook.from_json(published | {"duration": None})


def test_the_same_draft_says_the_same_in_the_first_and_in_the_last_format() -> None:
    now = rules().to_json()

    def kept(old: Any, new: Any) -> bool:
        if isinstance(old, dict):
            return all(kept(value, new[name]) for name, value in old.items())
        if isinstance(old, list):
            return all(kept(a, b) for a, b in zip(old, new, strict=True))
        return bool(old == new)

    assert now["format"] == FORMAT == READABLE[-1]
    assert kept(_published(1) | {"format": FORMAT}, now)


def test_the_later_rules_read_back_from_their_json() -> None:
    amounts = {
        "own_share_brackets": [
            {"up_to": "100.00", "minimum_percent": "10.00"},
            {"minimum_percent": "20.00"},
        ]
    }
    duration = {"minimum_months": "6", "starts_by": "2027-06-30"}
    book = rules(**draft(amounts=amounts, duration=duration))

    assert Rulebook.from_json(book.to_json()) == book
    assert book.to_json()["duration"]["starts_by"] == "2027-06-30"
