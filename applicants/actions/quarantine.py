"""Files of applications are looked at by the scanner; whom one in quarantine touches is told.

The verdict and its letters stand in one transaction. A draft lacks the file from then on; what was
sent stays as it was sent, and the office sees it.
"""

from dataclasses import dataclass

from applicants.documents import quarantine_context
from applicants.enums import ApplicationState, Power
from applicants.models import Application, Attachment, SignedFile
from applicants.policies.variations import OPENED
from applicants.queries.mandates import people_who
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.accounts.queries import with_role
from wecare.core import events, scanning
from wecare.core.models import FileScan
from wecare.notices.actions import letters

TEMPLATE = "applicants/file_quarantined"
SIGNATURE = "signature"  # in events: the file was no attachment, but the application signed


@dataclass(frozen=True, slots=True)
class _Touched:
    """Where the bytes stand: in which application, as what, under which name, by whom."""

    key: str
    application: Application
    requirement: str
    filename: str
    uploaded_by: Person


def scan(*, digest: str) -> None:
    """Have the scanner look at a file that waits; nothing, if it was looked at or is not due."""
    scanning.scan(digest=digest)


def tell(scan: FileScan) -> None:
    """Write to whoever uploaded it, to who writes for the lead, and to the office that reads it.

    The caller's transaction holds the verdict; called by `wecare.core.scanning`.
    """
    digest = scan.file_id
    attachments = list(
        Attachment.objects.filter(file_id=digest)
        .select_related("application__call", "application__organisation", "uploaded_by")
        .order_by("pk")
    )
    signed = list(
        SignedFile.objects.filter(file_id=digest)
        .select_related("copy__application__call", "copy__application__organisation", "uploaded_by")
        .defer("copy__content")
        .order_by("pk")
    )
    found = [
        _Touched(f"{each.pk}", each.application, each.requirement, each.filename, each.uploaded_by)
        for each in attachments
    ]
    found += [
        _Touched(
            f"signed/{each.pk}", each.copy.application, SIGNATURE, each.filename, each.uploaded_by
        )
        for each in signed
    ]
    for each in found:
        for person in _told(each):
            letters.write(
                key=f"quarantine/{each.key}/{digest}/{person.pk}",
                person=person,
                template=TEMPLATE,
                context=quarantine_context(each.application, each.filename, scan),
            )
    for each in found:
        events.record(
            "application.file_quarantined",
            subject=each.application,
            requirement=each.requirement,
            digest=digest,
            found=scan.found,
            sent=each.application.state != ApplicationState.DRAFT.value,
        )


def _told(touched: _Touched) -> list[Person]:
    """Each once: the uploader, those who write for the lead; the office of what it may read by now."""
    application = touched.application
    people = [touched.uploaded_by]
    people += people_who(Power.WRITES, application.organisation, application=application)
    if application.state != ApplicationState.DRAFT.value and application.call.state in OPENED:
        people += with_role(Role.OFFICER)
    return list(dict.fromkeys(people))
