"""What a decree grants to one application."""

from django.db import models

from funding.enums import AwardState
from wecare.core.money import ZERO


class Award(models.Model):
    """Money granted by a decree; born with its adoption, its amount never changes (trigger).

    A later decree that scrolls the list replaces it by another amount, or releases it: `ended_by`. One
    award of a submission is live at a time.
    """

    decree = models.ForeignKey("funding.Decree", on_delete=models.PROTECT, related_name="awards")
    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="awards"
    )
    organisation = models.ForeignKey(
        "applicants.Organisation", on_delete=models.PROTECT, related_name="awards"
    )
    lot = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    parts = models.JSONField(default=dict)  # fund → euro as text, where several funds pay the lot
    movement_key = models.CharField(max_length=200)
    state = models.CharField(max_length=20, default=AwardState.GRANTED.value)
    granted_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        "funding.Decree",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ended_awards",
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=ZERO), name="funding_award_amount_is_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in AwardState]),
                name="funding_award_state_is_known",
            ),
            models.UniqueConstraint(
                fields=["submission"],
                condition=models.Q(state=AwardState.GRANTED.value),
                name="funding_award_one_live_per_submission",
            ),
            models.CheckConstraint(
                condition=models.Q(state=AwardState.GRANTED.value, ended_by=None, ended_at=None)
                | (
                    ~models.Q(state=AwardState.GRANTED.value)
                    & models.Q(ended_by__isnull=False, ended_at__isnull=False)
                ),
                name="funding_award_ends_by_a_decree",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "id"])]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.amount}"
