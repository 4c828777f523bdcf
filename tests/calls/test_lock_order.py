"""Whoever moves money of a line takes the line before the audit chain: nobody waits in a circle."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calls.actions import budgets
from calls.actions.publication import publish_by_act
from tests.factories.accounts import PersonFactory
from tests.factories.budgets import programme, transfer
from tests.factories.calls import CallFactory, funded
from tests.fixtures.locks import first_locks
from wecare.accounts.enums import Role
from wecare.acts.actions.external import Said

pytestmark = pytest.mark.django_db


def test_a_movement_by_a_new_act_takes_the_line_first() -> None:
    programme()
    said = Said(kind="DGR", number_text="50-2397", adopted_on=date(2020, 11, 27), subject="Fondi")

    with CaptureQueriesContext(connection) as asked:
        budgets.move_by_act(
            change=transfer("1.00"), ground=said, actor=PersonFactory(roles=[Role.ADMIN])
        )

    assert first_locks(asked.captured_queries) == ["line", "chain", "account"]


def test_publishing_a_call_takes_the_line_first() -> None:
    call = funded(CallFactory())

    with CaptureQueriesContext(connection) as asked:
        publish_by_act(
            call=call,
            kind="DD",
            number_text="DD 1",
            adopted_on=date(2020, 1, 2),
            subject="Bando",
            actor=call.created_by,
        )

    assert first_locks(asked.captured_queries) == ["line", "chain", "account"]
