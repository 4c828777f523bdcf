"""Archives that a worker writes once, that are taken for some days and then are taken away."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from wecare.core.enums import ArchiveState


class Archived(models.Model):
    """Somebody's request for an archive (ZIP), and how far it is; moved by `core.archives`.

    The archive lies beside the store until `expires_at`, then it is taken away; `archive_digest`
    (SHA-256) and `archive_size` (bytes) stay.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    state = models.CharField(max_length=20, default=ArchiveState.ASKED.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    done = models.PositiveIntegerField(default=0)  # pieces in the archive so far
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    archive_digest = models.CharField(max_length=64, blank=True)
    archive_size = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in ArchiveState]),
                name="%(app_label)s_%(class)s_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[ArchiveState.READY.value, ArchiveState.EXPIRED.value],
                    ready_at__isnull=False,
                    expires_at__isnull=False,
                    archive_size__isnull=False,
                )
                & ~Q(archive_digest="")
                | Q(
                    state__in=[ArchiveState.ASKED.value, ArchiveState.FAILED.value],
                    ready_at=None,
                    expires_at=None,
                    archive_size=None,
                    archive_digest="",
                ),
                name="%(app_label)s_%(class)s_ready_has_its_archive",
            ),
        ]

    @property
    def is_ready(self) -> bool:
        return self.state == ArchiveState.READY.value
