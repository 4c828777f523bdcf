"""A receipt copied to the records system of the Region."""

from django.db import models

from wecare.core.constraints import both_or_neither


class Registration(models.Model):
    """Which number the records system of the Region gave to a receipt, and when; or how often it was asked.

    It follows the send and never makes it wait: what counts for the applicant is the portal's own
    protocol (D.P.R. 445/2000, art. 53). Number and instant are set once (trigger).
    """

    document = models.OneToOneField(
        "core.Document", on_delete=models.PROTECT, related_name="registration"
    )
    number = models.CharField(max_length=60, null=True, blank=True, unique=True)
    registered_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [both_or_neither("number", "registered_at")]

    def __str__(self) -> str:
        return self.number or f"{self.document_id}"

    @property
    def is_done(self) -> bool:
        return self.number is not None
