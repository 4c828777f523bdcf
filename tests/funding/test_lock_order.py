"""An adoption takes the line of its call before the audit chain: nobody waits in a circle."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from funding.actions import decrees
from funding.actions.aid import loans, repayments
from funding.actions.aid.repayments import Receipt
from funding.actions.exits import effects as exit_effects
from tests.factories.aid import an_award_of_forms, given, lent, today
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    officer,
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


def test_money_of_a_loan_takes_the_line_first_on_its_way_out_and_back() -> None:
    award = an_award_of_forms(lent("60000"), given("20000"))
    asked = loans.ask(award=award, amount=Decimal(60_000), on=today(), by=officer())
    paid, receipt = {}, Receipt(asked, 1, Decimal(1000), today(), "TRN-1")

    for name, step in (
        ("out", lambda: loans.disburse(disbursement=asked, by=manager())),
        ("back", lambda: repayments.record(receipt=receipt, by=officer())),
    ):
        with CaptureQueriesContext(connection) as statements:
            step()
        paid[name] = first_locks(statements.captured_queries)

    assert paid == {key: ["line", "chain", "account"] for key in ("out", "back")}
