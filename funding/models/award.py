"""What a decree grants to one application."""

from django.db import models

from funding.enums import AwardState
from wecare.core.money import ZERO


class Award(models.Model):
    """Money granted by a decree; born with its adoption, its amount never changes (trigger)."""

    decree = models.ForeignKey("funding.Decree", on_delete=models.PROTECT, related_name="awards")
    submission = models.OneToOneField(
        "applicants.Submission", on_delete=models.PROTECT, related_name="award"
    )
    organisation = models.ForeignKey(
        "applicants.Organisation", on_delete=models.PROTECT, related_name="awards"
    )
    lot = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    movement_key = models.CharField(max_length=200)
    state = models.CharField(max_length=20, default=AwardState.GRANTED.value)
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=ZERO), name="funding_award_amount_is_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in AwardState]),
                name="funding_award_state_is_known",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "id"])]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.amount}"
