"""What was sent, frozen; and the evidence of what was refused."""

from django.conf import settings
from django.db import models

from applicants.enums import SubmissionState
from calls.engine.rulebook import Rulebook as Rules

FIRST_PHASE = 1


class ProtocolRegister(models.Model):
    """The last protocol number of a year; locked by the sender, so numbers have no gap."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.last}/{self.year}"


class Submission(models.Model):
    """One sent version of an application in one phase: content, digest, protocol, instant.

    Content and proof never change (trigger); only `state` and `receipt` may.
    """

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.PROTECT, related_name="submissions"
    )
    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="submissions")
    phase = models.PositiveSmallIntegerField(default=FIRST_PHASE)
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=20, default=SubmissionState.LIVE.value)
    received_at = models.DateTimeField()
    protocol_number = models.PositiveIntegerField()
    protocol_year = models.PositiveSmallIntegerField()
    rulebook = models.ForeignKey("calls.Rulebook", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "applicants.Organisation", on_delete=models.PROTECT, related_name="submissions"
    )
    lot = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    total_cost = models.DecimalField(max_digits=14, decimal_places=2)
    requested = models.DecimalField(max_digits=14, decimal_places=2)
    content = models.JSONField()
    content_digest = models.CharField(max_length=64)
    idempotency_key = models.CharField(max_length=64, unique=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    receipt = models.ForeignKey(
        "core.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["protocol_year", "protocol_number"],
                name="applicants_submission_protocol_unique",
            ),
            models.UniqueConstraint(
                fields=["application", "phase"],
                condition=models.Q(state=SubmissionState.LIVE.value),
                name="applicants_submission_one_live_per_phase",
            ),
            models.UniqueConstraint(
                fields=["application", "phase", "version"],
                name="applicants_submission_version_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in SubmissionState]),
                name="applicants_submission_state_is_known",
            ),
        ]
        indexes = [
            models.Index(  # answers how many, and which come next, without reading the rows
                name="applicants_submission_queue",
                fields=["call", "protocol_year", "protocol_number"],
                include=["state", "phase", "id"],
            ),
            models.Index(fields=["call", "received_at", "id"]),
            models.Index(fields=["call", "-requested", "id"]),
        ]

    def __str__(self) -> str:
        return self.protocol

    @property
    def rules(self) -> Rules:
        """The rules of its phase, in the version under which it was sent."""
        rules: Rules = self.rulebook.rules
        return rules.in_phase(self.phase)

    @property
    def protocol(self) -> str:
        """The protocol as people read it: number/year."""
        return f"{self.protocol_number}/{self.protocol_year}"

    @property
    def protocol_path(self) -> str:
        """The protocol as it stands in an address: number-year."""
        return f"{self.protocol_number}-{self.protocol_year}"


class RefusedAttempt(models.Model):
    """Evidence of a send that came too late or was not possible: kept for the applicant."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.PROTECT, related_name="refused_attempts"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    attempted_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True, blank=True)
    reason = models.TextField()

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How people cite it."""
        return f"R-{self.pk}"


class Announcement(models.Model):
    """A new version of a call's rules of which everybody who had begun was told.

    The row is written when the last letter is: until then the sweep asks for the rest.
    """

    rulebook = models.OneToOneField("calls.Rulebook", on_delete=models.PROTECT, related_name="+")
    letters = models.PositiveIntegerField()
    finished_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.rulebook} {self.letters}"


class Reminder(models.Model):
    """A reminder of a deadline that was written to those who write a draft: one row, once.

    The deadline is that of a window of the call or, after the first phase, of the application's own
    term. An extension is another window or another term, so it has reminders of its own.
    """

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="reminders"
    )
    window = models.ForeignKey(
        "calls.Window", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    term = models.ForeignKey(
        "applicants.PhaseTerm",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reminders",
    )
    step = models.CharField(max_length=10)
    letters = models.PositiveIntegerField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "window", "step"], name="applicants_reminder_once"
            ),
            models.UniqueConstraint(
                fields=["term", "step"], name="applicants_reminder_once_for_a_term"
            ),
            models.CheckConstraint(
                condition=models.Q(window=None, term__isnull=False)
                | models.Q(window__isnull=False, term=None),
                name="applicants_reminder_of_a_window_or_of_a_term",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.step}"
