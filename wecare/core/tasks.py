"""The kernel's tasks: each fetches and calls."""

import structlog
from celery import Task, shared_task
from celery.signals import task_prerun
from django.utils.translation import override

from wecare.core import clock, dispatch, parts, printing, scanning, shelves
from wecare.core.documents import LANGUAGE
from wecare.core.enums import DocumentState
from wecare.core.models import Document, Heartbeat

WORKER = "worker"


@shared_task(name="core.sweep")
def sweep(**_later: object) -> None:
    """Ask again for whatever is pending in the database."""
    dispatch.sweep()


@shared_task(name="core.heartbeat")
def heartbeat(**_later: object) -> None:
    """Leave a sign of life for /readyz."""
    Heartbeat.objects.update_or_create(name=WORKER, defaults={"beaten_at": clock.now()})


@shared_task(name="core.render_document", bind=True, max_retries=None)
def render_document(self: Task, *, document_id: int, **_later: object) -> None:
    """Print the document if it has no PDF; come back while it is pending.

    It comes back after a failure, and after the death of another worker, whose claim ends by then.
    """
    document = printing.render_document(document=Document.objects.get(pk=document_id))
    if document.state == DocumentState.PENDING:
        raise self.retry(countdown=printing.LEASE.total_seconds() + 1)


@shared_task(name="core.sweep_parts")
def sweep_parts(**_later: object) -> None:
    """Take away uploads and parts of documents that nobody went on with."""
    parts.sweep()
    shelves.tidy()


@task_prerun.connect
def _name_log_lines(task_id: str, task: Task, **_signal: object) -> None:
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(task_id=task_id, task=task.name)


@shared_task(name="core.scan_file")
def scan_file(*, digest: str, **_later: object) -> None:
    """Have the scanner look at a file that came from outside, unless it did."""
    with override(LANGUAGE):
        scanning.scan(digest=digest)
