"""A worker that reads a file of expenses is killed at every point of it, and in the middle of a long one."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from funding.actions.expenses import imports as expense_imports
from funding.actions.expenses.rows import Row
from funding.models import ExpenseDocument, ExpenseImport, ExpenseLine, ExpenseProgress
from funding.queries.expenses.imports import pending
from funding.resources.expenses import rows_in
from funding.tasks import read_expenses
from tests.factories.expenses import a_granted_project, a_report, writer_of
from tests.fixtures import faults
from tests.fixtures.services import Worker, wait_for
from tests.funding.actions.test_expense_imports import ROW, file_of
from wecare.core.models import Event
from wecare.notices.models import Letter

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
LONG = 1000


def waiting(rows: int) -> ExpenseImport:
    """A file of so many rows, each a document, for a worker to read."""
    report = a_report(a_granted_project())
    content = file_of(ROW | {"numero": str(number)} for number in range(rows))
    return expense_imports.start(
        report=report,
        filename="spese.csv",
        content=content,
        rows=rows,
        actor=writer_of(report.award),
    )


def recorded_once(job: ExpenseImport, rows: int) -> None:
    """Everything of the file is there, and its writer was told, once."""
    assert ExpenseImport.objects.get(pk=job.pk).state == "recorded"
    assert (ExpenseDocument.objects.count(), ExpenseLine.objects.count()) == (rows, rows)
    assert Letter.objects.filter(key=f"expense-import/{job.pk}").count() == 1
    assert Event.objects.filter(name="expense_import.finished").count() == 1
    assert pending() == []
    assert faults.whole() == []


def test_a_file_of_expenses_is_recorded_whole_or_not_at_all(transactional_db: None) -> None:
    job = waiting(3)
    apart = {"funding_expenseimport", "funding_expenseprogress"}  # the attempts, and how far it is
    before = {name: rows for name, rows in faults.everything().items() if name not in apart}

    def again() -> None:
        ExpenseImport.objects.filter(pk=job.pk).update(attempts=0)  # after five it is given up

    rows = rows_of(job)

    def read() -> None:
        expense_imports.carry_on(job=job, read=lambda *_file, **_about: rows)

    passed = []
    for point in faults.every_point(read, commits=2, before=again):
        now = {name: rows for name, rows in faults.everything().items() if name not in apart}
        assert now == before, point
        assert pending() == [{"import_id": job.pk}], point
        passed.append(point)
    assert {"insert funding_expensedocument", "insert funding_expenseline"} <= {*passed}
    again()
    assert faults.life(read, until=faults.committed(2)).was_killed

    recorded_once(job, 3)
    read_expenses(import_id=job.pk)  # the message comes once more
    recorded_once(job, 3)


class _Read(Exception):
    """The file was read."""


def rows_of(job: ExpenseImport) -> Sequence[Row]:
    """The rows of the file, which a process of its own reads each time anew: here once is enough."""
    rows: list[Row] = []

    def read(*file: Any, **about: Any) -> Sequence[Row]:
        rows.extend(rows_in(*file, **about))
        raise _Read

    with pytest.raises(_Read):
        expense_imports.carry_on(job=job, read=read)
    return rows


@pytest.mark.worker
def test_a_worker_killed_in_a_long_file_is_followed_by_one_that_records_it(
    own_services: None, transactional_db: None, tmp_path: Path
) -> None:
    worker = Worker(tmp_path / "worker")
    try:
        worker.start()
        job = waiting(LONG)
        wait_for(lambda: ExpenseProgress.objects.get(of=job).done)
        worker.kill()
        assert (ExpenseLine.objects.count(), pending()) == (0, [{"import_id": job.pk}])
        worker.start()
        wait_for(lambda: not pending())
    finally:
        worker.stop()

    assert ExpenseImport.objects.get(pk=job.pk).attempts == 2
    recorded_once(job, LONG)
