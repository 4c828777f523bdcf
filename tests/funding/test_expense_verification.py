"""`manage.py verify` finds what would not hold of expenses, were the database's guards away."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import connection

from funding.queries.expenses.content import problems
from tests.factories.expenses import a_granted_project, a_sent_report, closed

pytestmark = pytest.mark.django_db


@contextmanager
def without_guards() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")  # no trigger fires
        yield
        cursor.execute("SET session_replication_role = origin")


def test_what_was_sent_and_closed_holds() -> None:
    closed(a_sent_report(a_granted_project()))
    a_sent_report(a_granted_project())

    assert problems() == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE funding_expenseline SET category = 'spread'", "not what was sent"),
        ("UPDATE funding_expensedocument SET total = total + 1", "not what was sent"),
        ("UPDATE funding_expensereport SET accepted_lines = 1", "closed with 1.00"),
        ("UPDATE funding_expenseline SET member = 'x'", "not of its document's"),
    ],
)
def test_what_was_changed_behind_the_portal_is_found(statement: str, sentence: str) -> None:
    report = closed(a_sent_report(a_granted_project()))
    assert report.accepted_lines == Decimal("1000.00")

    with without_guards(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert any(sentence in each for each in problems())
