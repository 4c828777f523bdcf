"""What an applicant writes for a request, and what of it was sent: beside the submission, never in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class PointText(models.Model):
    """What is written so far for a point, with its version; frozen with the request (trigger)."""

    point = models.OneToOneField(
        "evaluation.RequestPoint", on_delete=models.PROTECT, related_name="written"
    )
    value = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.point_id}/{self.version}"


class PointFile(models.Model):
    """A file put there for a point; frozen with the request (trigger)."""

    point = models.ForeignKey(
        "evaluation.RequestPoint", on_delete=models.PROTECT, related_name="files"
    )
    filename = models.CharField(max_length=150)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["point", "file"], name="evaluation_pointfile_once_in_a_point"
            )
        ]

    def __str__(self) -> str:
        return self.filename


class RequestAnswer(models.Model):
    """The answer to a request as it was sent: content, digest, instant, protocol and receipt.

    It never changes (trigger); only `receipt` is set, once. None is received at or after the term
    (trigger).
    """

    request = models.OneToOneField(
        "evaluation.FormalRequest", on_delete=models.PROTECT, related_name="answer"
    )
    content = models.JSONField()
    content_digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    protocol_number = models.PositiveIntegerField()
    protocol_year = models.PositiveSmallIntegerField()
    receipt = models.ForeignKey(
        "core.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["protocol_year", "protocol_number"],
                name="evaluation_requestanswer_protocol_unique",
            ),
            models.CheckConstraint(
                condition=Q(protocol_number__gte=1),
                name="evaluation_requestanswer_protocol_begins_at_one",
            ),
        ]

    def __str__(self) -> str:
        return self.protocol

    @property
    def protocol(self) -> str:
        """The protocol as people read it: number/year."""
        return f"{self.protocol_number}/{self.protocol_year}"
