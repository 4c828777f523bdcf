"""The sessions of a panel: convened, held, written down in minutes, frozen when they close."""

from django.conf import settings
from django.db import models

from evaluation.enums import Presence, SessionState


class PanelSession(models.Model):
    """A meeting of the panel, by its number in the panel.

    `agenda` are its points in words; `minutes` what was said, as the secretary writes it. Once it is
    closed nothing of it changes, and `document` is the PDF to sign.
    """

    panel = models.ForeignKey("evaluation.Panel", on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, default=SessionState.CONVENED.value)
    convened_for = models.DateTimeField()
    place = models.CharField(max_length=200)
    agenda = models.JSONField(default=list)
    minutes = models.TextField(blank=True)
    convened_at = models.DateTimeField()
    convened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    document = models.ForeignKey(
        "core.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "number"], name="evaluation_panelsession_number_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in SessionState]),
                name="evaluation_panelsession_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state=SessionState.CLOSED.value)
                & models.Q(
                    opened_at__isnull=False,
                    closed_at__gte=models.F("opened_at"),
                    closed_by__isnull=False,
                    document__isnull=False,
                )
                | ~models.Q(state=SessionState.CLOSED.value)
                & models.Q(closed_at=None, closed_by=None, document=None),
                name="evaluation_panelsession_closed_with_its_minutes",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[SessionState.OPEN.value, SessionState.CLOSED.value],
                    opened_at__isnull=False,
                )
                | models.Q(
                    state__in=[SessionState.CONVENED.value, SessionState.CANCELLED.value],
                    opened_at=None,
                ),
                name="evaluation_panelsession_open_has_its_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.panel_id}/{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == SessionState.OPEN.value

    @property
    def is_closed(self) -> bool:
        return self.state == SessionState.CLOSED.value


class Attendance(models.Model):
    """Whether a member is in the room, connected, or absent."""

    session = models.ForeignKey(
        "evaluation.PanelSession", on_delete=models.PROTECT, related_name="attendances"
    )
    member = models.ForeignKey(
        "evaluation.PanelMember", on_delete=models.PROTECT, related_name="attendances"
    )
    presence = models.CharField(max_length=20)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "member"], name="evaluation_attendance_once_per_member"
            ),
            models.CheckConstraint(
                condition=models.Q(presence__in=[each.value for each in Presence]),
                name="evaluation_attendance_presence_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.member_id}: {self.presence}"


class Decision(models.Model):
    """What the panel decided in a session; of one application, if `submission` says which.

    `present` are the people who counted for it.
    """

    session = models.ForeignKey(
        "evaluation.PanelSession", on_delete=models.PROTECT, related_name="decisions"
    )
    sequence = models.PositiveIntegerField()
    text = models.TextField()
    submission = models.ForeignKey(
        "applicants.Submission",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="panel_decisions",
    )
    present = models.JSONField(default=list)
    taken_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "sequence"], name="evaluation_decision_sequence_unique"
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""), name="evaluation_decision_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.sequence}"


class SignedMinutes(models.Model):
    """A signed file of the minutes as it came back, with the report of its verification. Only added."""

    session = models.ForeignKey(
        "evaluation.PanelSession", on_delete=models.PROTECT, related_name="signed_minutes"
    )
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    report = models.JSONField()
    problem = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.session_id}: {self.filename}"

    @property
    def accepted(self) -> bool:
        return not self.problem
