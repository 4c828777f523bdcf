"""A real worker on a file of movements, killed in the middle: all the movements, or none yet."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from calls.enums import ImportState
from calls.models import BudgetImport, BudgetMovement
from calls.queries import imports as queries
from calls.queries import verification
from tests.factories.budgets import FSE2, programme
from tests.factories.imports import bringing, brought, confirmed
from wecare.core import dispatch, events
from wecare.core.models import Event
from wecare.ledger.queries import balance, problems, total_under

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

ROWS = 4000


def now(job: BudgetImport) -> BudgetImport:
    return BudgetImport.objects.get(pk=job.pk)


def a_file() -> BudgetImport:
    with transaction.atomic():
        programme()
        return brought([bringing("0,01", number) for number in range(ROWS)])


def test_a_worker_tries_and_records_and_what_the_broker_loses_is_asked_for_again(
    celery_worker_process: Any, eventually: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "_send", lambda *_args, **_kwargs: None)
    job = a_file()

    eventually(lambda: now(job).state == ImportState.CHECKED)
    confirmed(now(job))
    eventually(lambda: now(job).state == ImportState.RECORDED)

    assert balance(FSE2.account) == Decimal("1040.00")
    assert now(job).movements.count() == ROWS


@pytest.mark.parametrize("dies", ["child", "worker"])
def test_killing_the_worker_in_the_middle_leaves_nothing_and_then_everything(
    celery_worker_process: Any, eventually: Any, dies: str
) -> None:
    job = a_file()
    eventually(lambda: now(job).state == ImportState.CHECKED)
    confirmed(now(job))
    eventually(lambda: now(job).progress.stage == "writing")

    if dies == "child":
        celery_worker_process.kill_pool_child()
    else:
        celery_worker_process.kill()
        celery_worker_process.start()

    assert now(job).state == ImportState.CONFIRMED
    assert BudgetMovement.objects.filter(brought_by=job).count() == 0
    eventually(lambda: now(job).state == ImportState.RECORDED, 120)
    assert now(job).attempts == 2
    assert now(job).movements.count() == ROWS
    assert balance(FSE2.account) == Decimal("1040.00")
    assert total_under("") == Decimal("0.00")
    assert Event.objects.filter(name="budget.imported").count() == 1
    assert [*verification.budgets(), *queries.problems(), *problems()] == []
    assert events.verify_chain() == []
