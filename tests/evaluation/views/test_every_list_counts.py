"""Every list of evaluation and funding asks the database as often for 200 rows as for 20."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.evaluation.views.conftest import browser_of
from tests.evaluation.views.crowds import Crowd, checked, judging, listed, observed

pytestmark = pytest.mark.django_db
FEW, MANY = 20, 200
ROW = re.compile(rb"<tr|<li|<article|<fieldset|\n")


@dataclass(frozen=True)
class Seen:
    """How often a page asks, and how much it shows."""

    queries: int
    weight: int


def seen(crowd: Crowd) -> dict[str, Seen]:
    """Page by page, once people and roles are known."""
    found = {}
    for name, (address, reader) in crowd.pages.items():
        client = browser_of(reader)
        assert client.get(address).status_code == 200, (name, address)
        with CaptureQueriesContext(connection) as asked:
            body = body_of(client.get(address))
        found[name] = Seen(len(asked), len(ROW.findall(body)))
    return found


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("crowd", [checked, judging, listed, observed])
def test_two_hundred_rows_ask_as_often_as_twenty(crowd: Callable[[int], Crowd]) -> None:
    few = seen(crowd(FEW))

    many = seen(crowd(MANY))

    pairs = {name: (each.queries, many[name].queries) for name, each in few.items()}
    assert {name for name, each in few.items() if many[name].weight < each.weight} == set()
    assert {name: pair for name, pair in pairs.items() if pair[0] != pair[1]} == {}, pairs
