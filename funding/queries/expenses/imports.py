"""Files of expenses: those that wait for a worker, and those of a report."""

from datetime import datetime

from django.db.models import QuerySet

from funding.enums import ExpenseImportState
from funding.models import ExpenseImport, ExpenseReport

_WAITING = ExpenseImportState.WAITING.value


def imports_of(report: ExpenseReport) -> QuerySet[ExpenseImport]:
    """The files brought to a report, the last first."""
    return (
        ExpenseImport.objects.filter(report=report)
        .select_related("file", "progress", "started_by")
        .order_by("-pk")
    )


def pending() -> list[dict[str, int]]:
    """What the sweep asks for: files that nobody recorded yet."""
    rows = ExpenseImport.objects.filter(state=_WAITING).order_by("started_at", "pk")
    return [{"import_id": pk} for pk in rows.values_list("pk", flat=True)]


def oldest() -> datetime | None:
    """Since when the oldest of them waits."""
    rows = ExpenseImport.objects.filter(state=_WAITING).order_by("started_at")
    return rows.values_list("started_at", flat=True).first()
