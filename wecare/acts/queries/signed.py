"""Signed files and attestations of the acts."""

from django.db.models import QuerySet

from wecare.acts.models import Act, SignedAct
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


def signed_file(digest: str) -> SignedAct | None:
    """The accepted signed file with this SHA-256, with its act."""
    return _good().filter(file_id=digest).select_related("act__document").order_by("pk").first()


def _good() -> QuerySet[SignedAct]:
    accepted = SignedAct.objects.filter(problem="").select_related("file", "given_by")
    return accepted.exclude(file__scan__state=ScanState.QUARANTINED.value)
