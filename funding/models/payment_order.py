"""Orders to the bank, their transfers, and what the bank says of them."""

from django.conf import settings
from django.db import models

from funding.enums import PaymentOutcome
from wecare.core.money import ZERO


class PaymentOrder(models.Model):
    """Approved payments sent to the bank together; its files lie in the store; never changed (trigger)."""

    on = models.DateField()
    total = models.DecimalField(max_digits=14, decimal_places=2)
    count = models.PositiveIntegerField()
    debtor_name = models.CharField(max_length=140)
    debtor_iban = models.CharField(max_length=34)
    xml = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    csv = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(total__gt=ZERO, count__gt=0),
                name="funding_paymentorder_pays_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.total}"


class OutcomeImport(models.Model):
    """A file in which the bank said what it did; never changed (trigger)."""

    filename = models.CharField(max_length=150)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    executed = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    brought_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.filename


class Transfer(models.Model):
    """One payment of an order, as it was told to the bank, in euro; then what the bank did, once (trigger).

    A request is in no two orders, unless the bank rejected the first.
    """

    order = models.ForeignKey(
        "funding.PaymentOrder", on_delete=models.PROTECT, related_name="transfers"
    )
    payment = models.ForeignKey(
        "funding.PaymentRequest", on_delete=models.PROTECT, related_name="transfers"
    )
    end_to_end = models.CharField(max_length=35, unique=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    holder = models.CharField(max_length=140)
    iban = models.CharField(max_length=34)
    fiscal_code = models.CharField(max_length=16)
    remittance = models.CharField(max_length=140)
    outcome = models.CharField(max_length=20, null=True, blank=True)  # noqa: DJ001 -- set once, from null (trigger)
    outcome_on = models.DateField(null=True, blank=True)
    outcome_reason = models.CharField(max_length=300, null=True, blank=True)  # noqa: DJ001 -- set once, from null (trigger)
    told_by = models.ForeignKey(
        "funding.OutcomeImport",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="transfers",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payment"],
                condition=models.Q(outcome=None) | models.Q(outcome=PaymentOutcome.EXECUTED.value),
                name="funding_transfer_one_order_per_payment",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gt=ZERO), name="funding_transfer_pays_something"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=None, outcome_on=None, outcome_reason=None, told_by=None)
                | models.Q(
                    outcome=PaymentOutcome.EXECUTED.value,
                    outcome_on__isnull=False,
                    outcome_reason__isnull=False,
                    told_by__isnull=False,
                )
                | (
                    models.Q(
                        outcome=PaymentOutcome.REJECTED.value,
                        outcome_on__isnull=False,
                        outcome_reason__isnull=False,
                        told_by__isnull=False,
                    )
                    & ~models.Q(outcome_reason="")
                ),
                name="funding_transfer_outcome_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.end_to_end
