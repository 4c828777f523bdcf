"""A sent version taken back before the deadline."""

from django.conf import settings
from django.db import models


class Withdrawal(models.Model):
    """Since when a sent version no longer counts, who said so and why; with a protocol of its own.

    It never changes (trigger); only `receipt` is set, once. It falls within the window in which the
    version was received (trigger), and without it no version stops counting (trigger).
    """

    submission = models.OneToOneField(
        "applicants.Submission", on_delete=models.PROTECT, related_name="withdrawal"
    )
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True)
    protocol_number = models.PositiveIntegerField()
    protocol_year = models.PositiveSmallIntegerField()
    receipt = models.ForeignKey(
        "core.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["protocol_year", "protocol_number"],
                name="applicants_withdrawal_protocol_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.protocol

    @property
    def protocol(self) -> str:
        """The protocol as people read it: number/year."""
        return f"{self.protocol_number}/{self.protocol_year}"

    @property
    def protocol_path(self) -> str:
        """The protocol as it stands in an address: number-year."""
        return f"{self.protocol_number}-{self.protocol_year}"
