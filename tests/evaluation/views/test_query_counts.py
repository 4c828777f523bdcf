"""Long queues ask the database as often as short ones."""

from typing import Any

import pytest

from calls.models import Call
from tests.evaluation.views.conftest import browser_of
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    members_of,
    officer,
    submitted,
)
from wecare.accounts.models import Person

pytestmark = pytest.mark.django_db


def queries_of(person: Person, address: str, counter: Any) -> int:
    """How many queries the page takes once people and roles are known."""
    client = browser_of(person)
    client.get(address)
    with counter as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def grow(call: Call, count: int) -> None:
    for _ in range(count):
        decided(submitted(call))


def test_the_queue_of_checks(django_assert_max_num_queries: Any) -> None:
    call, person = call_under_evaluation(), officer()
    address = f"/ufficio/istruttorie/{call.code}/"
    grow(call, 20)
    few = queries_of(person, address, django_assert_max_num_queries(12))

    grow(call, 180)

    assert queries_of(person, address, django_assert_max_num_queries(12)) == few


def test_the_queue_of_assessments(django_assert_max_num_queries: Any) -> None:
    call = call_under_evaluation()
    member = members_of(appointed(call))[0]
    declared(member)
    address = f"/nucleo/{call.code}/valutazioni/"
    grow(call, 20)
    few = queries_of(member.person, address, django_assert_max_num_queries(17))

    grow(call, 180)

    assert queries_of(member.person, address, django_assert_max_num_queries(17)) == few
