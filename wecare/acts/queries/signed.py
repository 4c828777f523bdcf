"""Signed files and attestations of the acts."""

from django.db.models import QuerySet

from wecare.acts.models import Act, SignedAct
from wecare.core.digests import digest
from wecare.core.enums import ScanState


def signed_of(act: Act) -> list[SignedAct]:
    """All that came back for the act, the last first: accepted, refused, attested."""
    rows = SignedAct.objects.filter(act=act).select_related("file", "given_by")
    return list(rows.order_by("-pk"))


def accepted_of(act: Act) -> SignedAct | None:
    """What says that the act was signed: its file or an attestation; one at most.

    A file that the scanner blocked says nothing any more.
    """
    return _good().filter(act=act).order_by("pk").first()


def signed_file(sha256: str) -> SignedAct | None:
    """The accepted signed file with this SHA-256, with its act."""
    return _good().filter(file_id=sha256).select_related("act__document").order_by("pk").first()


def signed_problems() -> list[str]:
    """Signed files whose report is not the one that was kept, or is of another document."""
    found = []
    rows = SignedAct.objects.filter(report__isnull=False).select_related("act__document")
    for paper in rows.order_by("pk"):
        report = paper.report or {}
        if digest(report) != paper.report_digest or report.get("file") != paper.file_id:
            found.append(f"signed file {paper}: its report is not the one that was kept")
        document = paper.act.document
        if document is None or report.get("original") != document.file_id:
            found.append(f"signed file {paper}: it was verified against another document")
    return found


def _good() -> QuerySet[SignedAct]:
    accepted = SignedAct.objects.filter(problem="").select_related("file", "given_by")
    return accepted.exclude(file__scan__state=ScanState.QUARANTINED.value)
