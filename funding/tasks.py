"""Background work on granted money: each task fetches and calls one action."""

from celery import shared_task

from funding.actions import expense_imports
from funding.models import ExpenseImport
from funding.resources.expenses import rows_in


@shared_task(name="funding.read_expenses")
def read_expenses(*, import_id: int, **_later: object) -> None:
    """Record a file of expenses, unless it is done; the sweep asks again."""
    job = ExpenseImport.objects.select_related("report", "file", "started_by").get(pk=import_id)
    expense_imports.carry_on(job=job, read=rows_in)
