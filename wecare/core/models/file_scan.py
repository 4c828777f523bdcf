"""What the scanner said of a file."""

from django.db import models

from wecare.core.enums import ScanState


class FileScan(models.Model):
    """A stored file that came from outside, and whether it was looked at; moved by `core.scanning`.

    The rows that wait are the queue: with no scanner they wait, and nobody waits for them.
    """

    file = models.OneToOneField(
        "core.StoredFile", primary_key=True, on_delete=models.PROTECT, related_name="scan"
    )
    state = models.CharField(max_length=20, default=ScanState.WAITING.value)
    found = models.CharField(max_length=200, blank=True)
    error = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    scanned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in ScanState]),
                name="core_filescan_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ScanState.QUARANTINED.value, found__gt="")
                | (~models.Q(state=ScanState.QUARANTINED.value) & models.Q(found="")),
                name="core_filescan_says_what_was_found",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ScanState.WAITING.value, scanned_at__isnull=True)
                | (~models.Q(state=ScanState.WAITING.value) & models.Q(scanned_at__isnull=False)),
                name="core_filescan_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(state=ScanState.WAITING.value),
                name="core_filescan_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.state}"
