"""What an award loses while it stands."""

from django.conf import settings
from django.db import models

from funding.enums import ReductionKind
from wecare.core.money import ZERO


class Reduction(models.Model):
    """A part of an award that its beneficiary will not have, in euro; never changed.

    `freed` is what stood committed and went back to the lot at once; the rest was paid already, and
    goes back when it is recovered.
    """

    key = models.CharField(max_length=200, unique=True)
    award = models.ForeignKey("funding.Award", on_delete=models.PROTECT, related_name="reductions")
    kind = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    freed = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.TextField()
    act = models.ForeignKey(
        "acts.Act", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=ZERO, freed__gte=ZERO)
                & models.Q(freed__lte=models.F("amount")),
                name="funding_reduction_frees_no_more_than_it_takes",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in ReductionKind]),
                name="funding_reduction_kind_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(key="") & ~models.Q(reason=""),
                name="funding_reduction_has_key_and_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=ReductionKind.SAVING.value) | models.Q(act__isnull=False),
                name="funding_reduction_against_ones_will_is_by_act",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}: -{self.amount}"
