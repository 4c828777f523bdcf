"""Who helps a project between its phases, and what was done together."""

from django.conf import settings
from django.db import models

from applicants.enums import LogKind


class Accompanied(models.Model):
    """That an accompaniment of the programme is of this application: its body reads it and keeps the log."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.PROTECT, related_name="accompanied"
    )
    accompaniment = models.ForeignKey(
        "calls.Accompaniment", on_delete=models.PROTECT, related_name="applications"
    )
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "accompaniment"], name="applicants_accompanied_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} ← {self.accompaniment_id}"


class LogEntry(models.Model):
    """A meeting, a co-design notice or the choice of private partners; it never changes (trigger).

    `people` and `notes` are in words; `by_lead` says on whose side whoever wrote it stands.
    """

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.PROTECT, related_name="log"
    )
    kind = models.CharField(max_length=20)
    held_on = models.DateField()
    people = models.TextField(blank=True)
    notes = models.TextField()
    by_lead = models.BooleanField()
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    logged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[each.value for each in LogKind]),
                name="applicants_logentry_kind_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(notes=""), name="applicants_logentry_says_something"
            ),
        ]
        indexes = [
            models.Index(
                fields=["application", "held_on", "id"], name="applicants__applica_log_idx"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.held_on}: {self.kind}"


class LogFile(models.Model):
    """A file of an entry, stored by its digest; it never changes (trigger)."""

    entry = models.ForeignKey("applicants.LogEntry", on_delete=models.PROTECT, related_name="files")
    filename = models.CharField(max_length=150)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.filename
