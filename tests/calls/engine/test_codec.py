"""JSON in and out of the values of the rules."""

from decimal import Decimal
from typing import Any

import pytest

from calls.engine.codec import FormatRefused, to_json
from calls.engine.facts import Fact, fact
from calls.engine.rulebook import Rulebook
from tests.factories.rules import rules


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("format",), 6, "format 6 is none of 1, 2, 3, 4, 5"),
        (("format",), True, "format True is none of 1, 2, 3, 4"),
        (("surprise",), 1, "unknown fields surprise"),
        (("lots",), {}, "lots: a list is expected"),
        (("lots", 0, "amount"), 3, "lots[0].amount: text is expected"),
        (("lots", 0, "amount"), "NaN", "lots[0].amount: a finite number is expected"),
        (("lots", 0, "amount"), "tre", "lots[0].amount: a number is expected"),
        (("lots", 0, "allocation"), "lottery", "lots[0].allocation: 'lottery' is not"),
        (("window", "opens_at"), "ieri", "window.opens_at: Invalid isoformat"),
        (("assessors",), "3", "assessors: int is expected"),
        (("demonstration",), 1, "demonstration: bool is expected"),
        (("articles",), [], "articles: an object is expected"),
        (("window",), None, "window: an object is expected"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_place(
    path: tuple[Any, ...], value: Any, said: str
) -> None:
    body = rules().to_json()
    place = body
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    with pytest.raises(FormatRefused) as refusal:
        Rulebook.from_json(body)

    assert said in str(refusal.value)


def test_a_missing_field_without_default_is_refused() -> None:
    body = rules().to_json()
    del body["lots"]

    with pytest.raises(FormatRefused):
        Rulebook.from_json(body)


def test_floats_have_no_json_form() -> None:
    with pytest.raises(TypeError):
        to_json({"amount": 0.1})


def test_a_fact_reads_back_with_its_values_as_they_were_stored() -> None:
    stated = fact("funded", granted_amount=Decimal("1.00"), position=3)

    stored = stated.to_json()

    assert stored == {"code": "funded", "values": {"granted_amount": "1.00", "position": 3}}
    assert Fact.from_json(stored) == Fact("funded", {"granted_amount": "1.00", "position": 3})
