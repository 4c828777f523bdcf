"""One canonical form for values."""

import json
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecare.core.digests import canonical, digest, digest_of_plain, plain, sha256


class Colour(StrEnum):
    RED = "red"


scalars = (
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]))
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from("abcdef"), inner)
)


def test_the_canonical_form_is_fixed() -> None:
    value = {
        "z": [1, None, True],
        "a": Decimal("10.50"),
        "e": Colour.RED,
        "t": datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=1))),
        "d": date(2026, 11, 23),
        "u": UUID(int=1),
        "n": "perche\u0301",
    }

    assert canonical(value).decode() == (
        '{"a":"10.50","d":"2026-11-23","e":"red","n":"perch\u00e9",'
        '"t":"2026-11-23T11:00:00.000000+00:00","u":"00000000-0000-0000-0000-000000000001",'
        '"z":[1,null,true]}'
    )


def test_sha256_is_the_standard_one() -> None:
    assert sha256(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@given(values)
def test_the_digest_survives_the_journey_through_json(value: Any) -> None:
    assert digest(json.loads(json.dumps(plain(value)))) == digest(value)


@given(values)
def test_what_is_plain_already_has_the_same_digest(value: Any) -> None:
    assert digest_of_plain(plain(value)) == digest(value)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers()))
def test_the_order_of_keys_does_not_matter(value: Any) -> None:
    assert digest(dict(reversed(value.items()))) == digest(value)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_composed_and_decomposed_text_are_the_same(text: Any) -> None:
    assert digest(unicodedata.normalize("NFD", text)) == digest(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "value",
    [1.5, b"x", {1: 2}, {1, 2}, object()],
    ids=["float", "bytes", "number as key", "set", "object"],
)
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical({"value": value} if not isinstance(value, dict) else value)


@pytest.mark.parametrize(
    "value",
    [
        Decimal("NaN"),
        datetime(2026, 1, 1),  # noqa: DTZ001 -- the point of the test
        "\ud800",
        {"e\u0301": 1, "\u00e9": 2},
    ],
    ids=repr,
)
def test_what_means_two_things_or_none_is_refused(value: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- UnicodeEncodeError is one too
        canonical(value)


def test_instants_are_one_whatever_their_offset() -> None:
    rome = datetime(2026, 11, 23, 12, 0, 0, 1, tzinfo=timezone(timedelta(hours=1)))

    assert digest(rome) == digest(rome.astimezone(UTC))
