"""A rulebook keeps the format it was published in, and its digest with it."""

import json
from pathlib import Path
from typing import Any

import pytest

from calls.engine.codec import FormatRefused
from calls.engine.rulebook import FORMAT, READABLE, Rulebook
from tests.factories.rules import draft, rules
from wecare.core.digests import digest

PUBLISHED = Path(__file__).with_name("format_1.json")
DIGEST = "3b1b181a8783cb0faea615b74142c4e18ba8fc4692447746a0e1ee0e62f93956"


@pytest.fixture
def published() -> dict[str, Any]:
    body: dict[str, Any] = json.loads(PUBLISHED.read_text())
    return body


def test_what_was_published_in_the_first_format_reads_and_keeps_its_digest(
    published: dict[str, Any],
) -> None:
    book = Rulebook.from_json(published)

    assert book.format == 1
    assert digest(book.to_json()) == digest(published) == DIGEST


def test_the_first_format_knows_no_later_rule(published: dict[str, Any]) -> None:
    book = Rulebook.from_json(published)

    assert (book.duration, book.amounts.own_share_brackets) == (None, ())
    with pytest.raises(FormatRefused, match="unknown fields duration"):
        Rulebook.from_json(published | {"duration": None})


def test_the_same_draft_says_the_same_in_both_formats(published: dict[str, Any]) -> None:
    now = rules().to_json()

    def kept(old: Any, new: Any) -> bool:
        if isinstance(old, dict):
            return all(kept(value, new[name]) for name, value in old.items())
        if isinstance(old, list):
            return all(kept(a, b) for a, b in zip(old, new, strict=True))
        return bool(old == new)

    assert now["format"] == FORMAT == READABLE[-1]
    assert kept(published | {"format": FORMAT}, now)


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
