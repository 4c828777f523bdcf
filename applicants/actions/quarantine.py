"""Files of applications are looked at by the scanner; who put one in quarantine is told.

The verdict and its letters stand in one transaction. A draft lacks the file from then on; what was
sent stays as it was sent, and the office sees it.
"""

from django.db import transaction

from applicants.documents import quarantine_context
from applicants.enums import ApplicationState
from applicants.models import Attachment
from wecare.core import events, scanning
from wecare.notices.actions import letters

TEMPLATE = "applicants/file_quarantined"


def scan(*, digest: str) -> None:
    """Have the scanner look at a file that waits; nothing, if it was looked at or is not due."""
    found = scanning.look(digest=digest)
    if found is not None:
        _settle(digest, found)


@transaction.atomic
def _settle(digest: str, found: str) -> None:
    scan = scanning.settle(digest=digest, found=found)
    if scan is None or not scan.found:
        return
    attachments = list(
        Attachment.objects.filter(file_id=digest)
        .select_related("application__call", "application__organisation", "uploaded_by")
        .order_by("pk")
    )
    for attachment in attachments:
        letters.write(
            key=f"quarantine/{attachment.pk}/{digest}",
            person=attachment.uploaded_by,
            template=TEMPLATE,
            context=quarantine_context(attachment, scan),
        )
    for attachment in attachments:
        events.record(
            "application.file_quarantined",
            subject=attachment.application,
            requirement=attachment.requirement,
            digest=digest,
            found=scan.found,
            sent=attachment.application.state != ApplicationState.DRAFT.value,
        )
