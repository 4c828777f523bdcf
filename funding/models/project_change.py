"""What a beneficiary changes of a project that runs: its budget, its activities, its end."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from funding.enums import ChangeKind, ChangeState
from wecare.core.constraints import both_or_neither

OPEN = (ChangeState.NOTICED.value, ChangeState.ASKED.value)
IN_FORCE = (ChangeState.NOTICED.value, ChangeState.NOTED.value, ChangeState.APPROVED.value)


class ProjectChange(models.Model):
    """A change as it was asked: what it says never changes (trigger), its state does once.

    `before` and `after` are the budget by organisation and category (`engine.budgets`), empty for a
    change that leaves it; `ends_before` and `ends_after` the last day of the project, of an extension.
    `answer_until` is until when the office objects to a notice.
    """

    award = models.ForeignKey("funding.Award", on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    activities = models.TextField(blank=True)
    ends_before = models.DateField(null=True, blank=True)
    ends_after = models.DateField(null=True, blank=True)
    reason = models.TextField()
    state = models.CharField(max_length=20)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    answer_until = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    act = models.ForeignKey(
        "acts.Act", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award", "number"], name="funding_change_is_numbered_alone"
            ),
            models.UniqueConstraint(
                fields=["award"], condition=Q(state__in=OPEN), name="funding_change_one_open"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in ChangeKind]),
                name="funding_change_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in ChangeState]),
                name="funding_change_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.EXTENSION.value, ends_after__isnull=False)
                | ~Q(kind=ChangeKind.EXTENSION.value) & Q(ends_after__isnull=True),
                name="funding_change_extension_has_its_end",
            ),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.MINOR.value, answer_until__isnull=False)
                | ~Q(kind=ChangeKind.MINOR.value) & Q(answer_until__isnull=True),
                name="funding_change_notice_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, closed_at__isnull=True)
                | ~Q(state__in=OPEN) & Q(closed_at__isnull=False),
                name="funding_change_closed_says_when",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="funding_change_has_a_reason"),
            both_or_neither("closed_at", "closed_by"),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}/{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_in_force(self) -> bool:
        return self.state in IN_FORCE


class ProjectChangeFile(models.Model):
    """A file that came with a change, stored by its digest; it never changes (trigger)."""

    change = models.ForeignKey(
        "funding.ProjectChange", on_delete=models.PROTECT, related_name="files"
    )
    filename = models.CharField(max_length=150)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.filename
