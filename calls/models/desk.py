"""The desk of a lot: how much was requested so far, and whether it has stopped."""

from django.db import models

from wecare.core.constraints import both_or_neither
from wecare.core.money import ZERO


class DeskLot(models.Model):
    """One lot of a call in order of arrival; written by `calls.actions.desks`, one sender at a time.

    `requested` sums what the applications that count ask for. A stopped desk takes no more until it
    is opened again by act.
    """

    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="desks")
    lot = models.CharField(max_length=20)
    requested = models.DecimalField(max_digits=14, decimal_places=2, default=ZERO)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_on = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by_act = models.ForeignKey(
        "acts.Act", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "lot"], name="calls_desklot_once_in_a_call"),
            models.CheckConstraint(
                condition=models.Q(requested__gte=ZERO), name="calls_desklot_requested_not_negative"
            ),
            both_or_neither("stopped_at", "stopped_on"),
            both_or_neither("reopened_at", "reopened_by_act"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}/{self.lot}"

    @property
    def is_stopped(self) -> bool:
        """Whether it takes no more applications."""
        return self.stopped_at is not None
