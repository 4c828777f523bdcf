"""Files prepared for whoever asks for access to the documents of a call."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from evaluation.enums import AccessState


class DocumentAccess(models.Model):
    """A request of access (arts. 22-25 L. 241/1990, art. 5 D.Lgs 33/2013) and the archive for it.

    `asked_by` is who asks, as the request says it; `reference` its protocol. The archive (ZIP) lies
    beside the store until `expires_at`, then it is taken away; `archive_digest` (SHA-256) and
    `archive_size` (bytes) stay. Moved by `actions.access`.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="accesses")
    submissions = models.ManyToManyField("applicants.Submission", related_name="accesses")
    asked_by = models.CharField(max_length=200)
    reference = models.CharField(max_length=100)
    asked_on = models.DateField()
    reason = models.TextField()
    with_attachments = models.BooleanField(default=False)
    state = models.CharField(max_length=20, default=AccessState.ASKED.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    done = models.PositiveIntegerField(default=0)  # applications in the archive so far
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    archive_digest = models.CharField(max_length=64, blank=True)
    archive_size = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in AccessState]),
                name="evaluation_documentaccess_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by="") & ~Q(reference="") & ~Q(reason=""),
                name="evaluation_documentaccess_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[AccessState.READY.value, AccessState.EXPIRED.value],
                    ready_at__isnull=False,
                    expires_at__isnull=False,
                    archive_size__isnull=False,
                )
                & ~Q(archive_digest="")
                | Q(
                    state__in=[AccessState.ASKED.value, AccessState.FAILED.value],
                    ready_at=None,
                    expires_at=None,
                    archive_size=None,
                    archive_digest="",
                ),
                name="evaluation_documentaccess_ready_has_its_archive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.reference}"

    @property
    def is_ready(self) -> bool:
        return self.state == AccessState.READY.value
