"""Background work on calls: each task fetches and calls one action."""

from celery import Task, shared_task

from calls.actions import calls, imports
from calls.models import BudgetImport, Call
from calls.queries.imports import PENDING
from calls.resources import rows_in


@shared_task(name="calls.close_call")
def close_call(*, call_id: int, **_later: object) -> None:
    """Close the call if its deadline has passed and nobody has closed it."""
    calls.close_if_due(call=Call.objects.get(pk=call_id))


@shared_task(name="calls.carry_on_import", bind=True, max_retries=None)
def carry_on_import(self: Task, *, import_id: int, **_later: object) -> None:
    """Try or record a file of movements; come back while it is pending.

    It comes back after a failure, and after the death of another worker, whose lease ends by then.
    """
    job = imports.carry_on(job=BudgetImport.objects.get(pk=import_id), read=rows_in)
    if job.state in PENDING:
        raise self.retry(countdown=imports.LEASE.total_seconds() + 1)
