"""What one assessor thinks of one submission."""

from django.db import models

from evaluation.enums import AssessmentState
from wecare.core.money import ZERO


class Assessment(models.Model):
    """The judgement of a member; a draft until signed, then frozen by a trigger."""

    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="assessments"
    )
    member = models.ForeignKey(
        "evaluation.PanelMember", on_delete=models.PROTECT, related_name="assessments"
    )
    state = models.CharField(max_length=20, default=AssessmentState.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "member"], name="evaluation_assessment_once_per_member"
            ),
            models.CheckConstraint(
                condition=models.Q(state=AssessmentState.DRAFT.value, signed_at=None)
                | models.Q(state=AssessmentState.SIGNED.value, signed_at__isnull=False),
                name="evaluation_assessment_signed_has_its_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.member_id}"

    @property
    def is_signed(self) -> bool:
        return self.state == AssessmentState.SIGNED.value


class Score(models.Model):
    """Points of a criterion with the reason; points may lack while it is a draft."""

    assessment = models.ForeignKey(
        "evaluation.Assessment", on_delete=models.CASCADE, related_name="scores"
    )
    criterion = models.CharField(max_length=40)
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"], name="evaluation_score_once_per_criterion"
            ),
            models.CheckConstraint(
                condition=models.Q(points=None) | models.Q(points__gte=ZERO),
                name="evaluation_score_points_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"
