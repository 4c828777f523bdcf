"""Numbers without holes, asked for by many at once."""

import time
from typing import Any

import pytest
from django.db import connection, transaction

from tests.factories.accounts import PersonFactory
from tests.factories.acts import rendered
from tests.fixtures.racing import meeting, race
from wecare.acts.actions import acts, registers
from wecare.acts.models import Act, Register
from wecare.acts.queries import problems

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
RUNNERS = 16


def take(runner: int) -> int:
    with transaction.atomic():
        number = registers.next_number(sector="A2203A", year=2026)
        time.sleep(0.02)
        if runner % 4 == 0:
            raise RuntimeError("effects that fail")
    return number


def test_sixteen_at_once_get_numbers_without_hole_though_some_fail() -> None:
    outcomes = race(RUNNERS, take)

    given = sorted(each for each in outcomes if isinstance(each, int))
    assert given == list(range(1, 13))
    assert Register.objects.get().last_number == 12


def test_the_largest_plus_one_gives_the_same_number_twice() -> None:
    """The race above proves something: without the register's row it is lost."""
    all_counted = meeting(RUNNERS)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE scratch_numbers (number integer)")

    def naive(_runner: int) -> int:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(max(number), 0) + 1 FROM scratch_numbers")
            (number,) = cursor.fetchone()
            all_counted()
            cursor.execute("INSERT INTO scratch_numbers VALUES (%s)", [number])
        return int(number)

    try:
        outcomes = race(RUNNERS, naive)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE scratch_numbers")

    assert len(set(outcomes)) < RUNNERS


def test_acts_adopted_at_once_are_numbered_from_one_without_hole() -> None:
    manager = PersonFactory()
    waiting = [rendered() for _number in range(8)]

    outcomes: list[Any] = race(8, lambda runner: acts.adopt(act=waiting[runner], by=manager))

    assert sorted(act.number for act in outcomes) == list(range(1, 9))
    assert problems() == []


def test_one_act_adopted_by_many_at_once_is_adopted_once() -> None:
    manager = PersonFactory()
    act = rendered()

    outcomes = race(8, lambda _runner: acts.adopt(act=act, by=manager))

    assert len([each for each in outcomes if isinstance(each, Act)]) == 1
    assert Register.objects.get().last_number == 1
