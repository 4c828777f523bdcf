"""What a bank asks of a guarantee when its borrower does not pay."""

from decimal import Decimal

from django.conf import settings
from django.db import models

from funding.enums import GuaranteeCallState
from wecare.core.money import ZERO


class GuaranteeCall(models.Model):
    """A call on a guarantee, in euro: the bank's loss, and once checked what the guarantee pays of it.

    An officer records it, an officer checks it, and another person decides: paid, or refused.
    """

    award = models.ForeignKey(
        "funding.Award", on_delete=models.PROTECT, related_name="guarantee_calls"
    )
    number = models.PositiveSmallIntegerField()
    bank = models.CharField(max_length=200)
    reference = models.CharField(max_length=60)
    on = models.DateField()
    loss = models.DecimalField(max_digits=14, decimal_places=2)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    payable = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    remarks = models.TextField(blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    is_paid = models.BooleanField(null=True)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award", "number"], name="funding_guarantee_call_number"
            ),
            models.UniqueConstraint(
                fields=["award", "bank", "reference"], name="funding_guarantee_call_reference"
            ),
            models.CheckConstraint(
                condition=models.Q(loss__gt=ZERO)
                & (
                    models.Q(payable=None)
                    | models.Q(payable__gt=ZERO, payable__lte=models.F("loss"))
                ),
                name="funding_guarantee_call_pays_no_more_than_the_loss",
            ),
            models.CheckConstraint(
                condition=models.Q(payable=None, checked_by=None, checked_at=None)
                | models.Q(
                    payable__isnull=False, checked_by__isnull=False, checked_at__isnull=False
                ),
                name="funding_guarantee_call_check_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(is_paid=None, decided_by=None, decided_at=None)
                | (
                    models.Q(
                        is_paid__isnull=False, decided_by__isnull=False, decided_at__isnull=False
                    )
                    & ~models.Q(decided_by=models.F("recorded_by"))
                    & (models.Q(is_paid=False) | ~models.Q(decided_by=models.F("checked_by")))
                    & (models.Q(is_paid=False) | models.Q(checked_at__isnull=False))
                ),
                name="funding_guarantee_call_is_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}/{self.number}: {self.loss}"

    @property
    def key(self) -> str:
        """The key of its movement, and of itself as the request behind it."""
        return f"guarantee-call/{self.pk}"

    @property
    def state(self) -> GuaranteeCallState:
        if self.is_paid is not None:
            return GuaranteeCallState.PAID if self.is_paid else GuaranteeCallState.REFUSED
        return GuaranteeCallState.CHECKED if self.checked_at else GuaranteeCallState.ASKED

    @property
    def kept(self) -> Decimal:
        """What stays the bank's own loss."""
        return self.loss - (self.payable or ZERO)
