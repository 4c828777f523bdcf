"""Money that came back to a lot after its list, or that the lot lost."""

from django.conf import settings
from django.db import models


class ReturnedMoney(models.Model):
    """What a lot may give out anew, in euro, beside what acts of the programme moved; never changed.

    Above zero: a saving, a part taken back by act, a sum given back. Below zero: what was paid to who
    left and has not come back yet. The next version of the list is drawn up with it. Whoever writes it
    moves the same money in the ledger, in the same transaction.
    """

    key = models.CharField(max_length=200, unique=True)
    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="returned_money")
    lot = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    cause = models.CharField(max_length=500)
    act = models.ForeignKey(
        "acts.Act", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(amount=0), name="evaluation_returned_money_is_some"
            ),
            models.CheckConstraint(
                condition=~models.Q(key="") & ~models.Q(cause=""),
                name="evaluation_returned_money_has_key_and_cause",
            ),
        ]
        indexes = [models.Index(fields=["call", "lot"])]

    def __str__(self) -> str:
        return f"{self.call_id}/{self.lot}: {self.amount}"
