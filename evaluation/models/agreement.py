"""What settles the points of several assessors: a further assessor, a consensus session, a second check.

All of it is only added: what a later row or a reopened assessment overtakes stays readable.
"""

from django.conf import settings
from django.db import models

from wecare.core.money import ZERO


class FurtherAssessor(models.Model):
    """The chair chose one more member to judge a submission whose totals lie too far apart."""

    submission = models.OneToOneField(
        "applicants.Submission", on_delete=models.PROTECT, related_name="further_assessor"
    )
    member = models.ForeignKey(
        "evaluation.PanelMember", on_delete=models.PROTECT, related_name="further_submissions"
    )
    reason = models.TextField()
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="evaluation_furtherassessor_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.member_id}"


class Consensus(models.Model):
    """The session in which those who judged a submission agreed on its points; the last counts.

    `basis` is the digest of the signatures it was held over: once they change it counts no more.
    """

    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="consensuses"
    )
    number = models.PositiveIntegerField()
    basis = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "number"], name="evaluation_consensus_number_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.number}"


class AgreedScore(models.Model):
    """The points agreed for a criterion, and why."""

    consensus = models.ForeignKey(
        "evaluation.Consensus", on_delete=models.PROTECT, related_name="scores"
    )
    criterion = models.CharField(max_length=40)
    points = models.DecimalField(max_digits=6, decimal_places=2)
    reason = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consensus", "criterion"], name="evaluation_agreedscore_once_per_criterion"
            ),
            models.CheckConstraint(
                condition=models.Q(points__gte=ZERO),
                name="evaluation_agreedscore_points_not_negative",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="evaluation_agreedscore_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"


class ScoreCheck(models.Model):
    """Another officer confirmed the points of a submission, or found something; the last counts.

    `basis` is the digest of the signatures and of the points they give: once they change it counts no more.
    """

    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="score_checks"
    )
    is_confirmed = models.BooleanField()
    note = models.TextField(blank=True)
    basis = models.CharField(max_length=64)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_confirmed=True) | ~models.Q(note=""),
                name="evaluation_scorecheck_what_was_found_is_said",
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.is_confirmed}"
