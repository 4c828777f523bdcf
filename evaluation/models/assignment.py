"""Which member judges which application, where not all judge all."""

from django.conf import settings
from django.db import models

from evaluation.enums import AssignmentOrigin


class Assignment(models.Model):
    """An application is a member's to judge, until the assignment is taken away with a reason.

    `why` are the facts for which an automatic assignment chose this member, as they were then.
    """

    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="assignments"
    )
    member = models.ForeignKey(
        "evaluation.PanelMember", on_delete=models.PROTECT, related_name="assignments"
    )
    origin = models.CharField(max_length=20)
    why = models.JSONField(default=dict, blank=True)
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removal_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "member"],
                condition=models.Q(removed_at=None),
                name="evaluation_assignment_once_while_it_stands",
            ),
            models.CheckConstraint(
                condition=models.Q(origin__in=[origin.value for origin in AssignmentOrigin]),
                name="evaluation_assignment_origin_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at=None, removed_by=None, removal_reason="")
                | models.Q(removed_at__isnull=False, removed_by__isnull=False)
                & ~models.Q(removal_reason=""),
                name="evaluation_assignment_removed_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["member", "submission"],
                condition=models.Q(removed_at=None),
                name="evaluation_assignment_stands",
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.member_id}"
