"""Long queues ask the database as often as short ones."""

from typing import Any

import pytest

from calls.models import Call
from evaluation.actions import assigning
from tests.evaluation.views.conftest import browser_of
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    manager,
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


def test_the_panel_and_who_judges_what(django_assert_max_num_queries: Any) -> None:
    call, boss = call_under_evaluation(), manager()
    members = members_of(appointed(call, voting=5, substitutes=1))
    for member in members:
        declared(member)
    addresses = (f"/ufficio/nuclei/{call.code}/", f"/ufficio/nuclei/{call.code}/assegnazioni/")
    grow(call, 2)
    assigning.assign_automatically(call=call, by=boss)
    few = [queries_of(boss, each, django_assert_max_num_queries(32)) for each in addresses]

    grow(call, 40)
    assigning.assign_automatically(call=call, by=boss)

    many = [queries_of(boss, each, django_assert_max_num_queries(32)) for each in addresses]
    assert many == few
