"""What a decree grants to one application."""

from django.db import models

from funding.enums import AwardState
from wecare.core.money import ZERO


class Award(models.Model):
    """Money granted by a decree; born with its adoption, its amount never changes (trigger).

    A later decree that scrolls the list replaces it by another amount, or releases it: `ended_by`; so
    does an act of its own, as a revocation: `ended_act`. One award of a submission is live at a time.
    What it loses while it stands are its `reductions`; what was paid of it, the ledger says. `carried`
    is what was paid already of the award it replaces, in euro: the decree commits the rest.
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
    carried = models.DecimalField(max_digits=14, decimal_places=2, default=ZERO)
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
    ended_act = models.ForeignKey(
        "acts.Act", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=ZERO), name="funding_award_amount_is_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(carried__gte=ZERO, carried__lte=models.F("amount")),
                name="funding_award_carries_no_more_than_it_is",
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
                condition=models.Q(
                    state=AwardState.GRANTED.value, ended_by=None, ended_act=None, ended_at=None
                )
                | (
                    ~models.Q(state=AwardState.GRANTED.value)
                    & models.Q(ended_at__isnull=False)
                    & (
                        models.Q(ended_by__isnull=False, ended_act=None)
                        | models.Q(ended_by=None, ended_act__isnull=False)
                    )
                ),
                name="funding_award_ends_by_one_act",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "id"]),
            models.Index(fields=["-granted_at", "-id"], name="funding_award_by_day"),
            models.Index(fields=["state", "-granted_at", "-id"], name="funding_award_by_state"),
            models.Index(fields=["amount", "id"], name="funding_award_by_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.amount}"
