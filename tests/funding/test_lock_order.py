"""An adoption takes the line of its call before the audit chain: nobody waits in a circle."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from funding.actions import decrees, exit_effects
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    published_list,
    submitted,
)
from tests.factories.exits import assessed, awarded, rendered_act
from tests.factories.funding import rendered_decree
from tests.fixtures.locks import first_locks
from wecare.acts.actions import acts

pytestmark = pytest.mark.django_db


def test_an_adoption_takes_the_line_first() -> None:
    call = call_under_evaluation()
    judged(call, {submitted(call): GOOD})
    decree = rendered_decree(published_list(call))

    with CaptureQueriesContext(connection) as asked:
        decrees.adopt(decree=decree, by=manager())

    assert first_locks(asked.captured_queries) == ["line", "chain", "account"]


def test_an_adoption_with_effects_takes_the_line_first_too(clock: Any) -> None:
    award, _list, _sent = awarded(paid=30_000)
    found = assessed(award, clock)
    act = rendered_act(exit_effects.write_revocation(revocation=found, by=manager()))

    with CaptureQueriesContext(connection) as asked:
        acts.adopt(act=act, by=manager())

    assert first_locks(asked.captured_queries) == ["line", "chain", "account"]
