"""Files of the office in which the scanner found something: who brought them is told."""

from collections.abc import Iterator

from calls.models import BudgetImport, Call
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import events
from wecare.core.models import FileScan
from wecare.notices.actions import letters

TEMPLATE = "calls/file_quarantined"


def tell(scan: FileScan) -> None:
    """Write to who recorded the act, who made the call, who brought the movements.

    The caller's transaction holds the verdict; called by `wecare.core.scanning`.
    """
    found = list(_brought(scan.file_id))
    for mark, filename, person in found:
        if person is not None:
            letters.write(
                key=f"quarantine/{mark}/{scan.file_id}/{person.pk}",
                person=person,
                template=TEMPLATE,
                context={
                    "filename": filename,
                    "found": scan.found,
                    "where": mark.partition("/")[0],
                },
            )
    if found:
        events.record(
            "office.file_quarantined",
            subject=scan,
            digest=scan.file_id,
            found=scan.found,
            where=[mark for mark, _filename, _person in found],
        )


def _brought(digest: str) -> Iterator[tuple[str, str, Person | None]]:
    """Where the file stands, under which name, and who answers for it."""
    for act in Act.objects.filter(file_id=digest).select_related("created_by").order_by("pk"):
        yield f"act/{act.pk}", act.filename, act.created_by
    jobs = BudgetImport.objects.filter(file_id=digest).select_related("started_by")
    for job in jobs.order_by("pk"):
        yield f"import/{job.pk}", job.filename, job.started_by
    written = Call.objects.filter(draft__icontains=digest).select_related("created_by")
    for call in written.order_by("pk"):
        yield f"template/{call.pk}", call.code, call.created_by
