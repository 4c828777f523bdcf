"""The formal check of a submission while it is made: in whose hands it is, line by line."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from evaluation.enums import LineState
from wecare.core.constraints import both_or_neither


class FormalCheck(models.Model):
    """In whose hands a check is, and how often it was decided; moved by `actions.formal_checks`.

    `decisions` grows with every decision: whoever decides says which one they have read.
    `reopened_at` stands from a disagreement of the second officer until it is decided again.
    """

    submission = models.OneToOneField(
        "applicants.Submission", on_delete=models.PROTECT, related_name="formal_check"
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    decisions = models.PositiveIntegerField(default=0)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            both_or_neither("officer", "taken_at"),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_reason="")
                | (Q(reopened_at__isnull=False) & ~Q(reopened_reason="")),
                name="evaluation_formalcheck_reopened_with_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}"


class CheckLine(models.Model):
    """What the officers say of one line of the checklist: a state and a note, each with its version.

    Two officers who write the same do not overwrite each other.
    """

    check_of = models.ForeignKey(
        "evaluation.FormalCheck", on_delete=models.PROTECT, related_name="lines"
    )
    code = models.CharField(max_length=120)
    state = models.CharField(max_length=20, blank=True)
    state_version = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True)
    note_version = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["check_of", "code"], name="evaluation_checkline_once_in_a_check"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["", *(each.value for each in LineState)]),
                name="evaluation_checkline_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.state}"
