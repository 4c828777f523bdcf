"""What one assessor thinks of one submission, every version of it that was signed, and reopenings."""

from django.conf import settings
from django.db import models

from evaluation.enums import AssessmentState
from wecare.core.money import ZERO


class Assessment(models.Model):
    """The judgement of a member; a draft until signed, then frozen by a trigger.

    Only a `Reopening` makes it a draft again. `signatures` counts how often it was signed; `version`
    grows with each save. Moved by `actions.assessments` and `actions.reopenings`.
    """

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
    signatures = models.PositiveIntegerField(default=0)

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
    """Points of a criterion with the reason; points may lack while it is a draft.

    Each of the two has its own version, and the page (pen) that wrote it last.
    """

    assessment = models.ForeignKey(
        "evaluation.Assessment", on_delete=models.CASCADE, related_name="scores"
    )
    criterion = models.CharField(max_length=40)
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    reason = models.TextField(blank=True)
    points_version = models.PositiveIntegerField(default=0)
    points_pen = models.CharField(max_length=40, blank=True)
    reason_version = models.PositiveIntegerField(default=0)
    reason_pen = models.CharField(max_length=40, blank=True)

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


class SignedAssessment(models.Model):
    """An assessment as it was signed, the first time or again; only added.

    `scores` is a list of `criterion`, `points` (text, two decimals) and `reason`.
    """

    assessment = models.ForeignKey(
        "evaluation.Assessment", on_delete=models.PROTECT, related_name="signed"
    )
    number = models.PositiveIntegerField()
    signed_at = models.DateTimeField()
    scores = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "number"], name="evaluation_signedassessment_number_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="evaluation_signedassessment_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.number}"


class Reopening(models.Model):
    """A signed version may be written over: who decided so, when, and why. Only added."""

    signed = models.OneToOneField(
        "evaluation.SignedAssessment", on_delete=models.PROTECT, related_name="reopening"
    )
    reason = models.TextField()
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reopened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="evaluation_reopening_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.signed_id}"
