"""A decree takes the line of its call before the audit chain: nobody waits in a circle."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from funding.actions import decrees
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    published_list,
    submitted,
)
from tests.factories.funding import rendered_decree
from tests.fixtures.locks import first_locks

pytestmark = pytest.mark.django_db


def test_an_adoption_takes_the_line_first() -> None:
    call = call_under_evaluation()
    judged(call, {submitted(call): GOOD})
    decree = rendered_decree(published_list(call))

    with CaptureQueriesContext(connection) as asked:
        decrees.adopt(decree=decree, by=manager())

    assert first_locks(asked.captured_queries) == ["line", "chain", "account"]
