"""What people ask about a call, and what the office answers in public."""

from django.conf import settings
from django.db import models

from calls.enums import EnquiryCategory, EnquiryState
from wecare.core.constraints import both_or_neither


class Enquiry(models.Model):
    """A question on a call. `asked` is what the person wrote, read by the office alone.

    `question` and `answer` are what everyone reads once it is published: the office writes them
    again where the asker told too much. The state moves only in `calls.actions.enquiries`.
    """

    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="enquiries")
    state = models.CharField(max_length=20, default=EnquiryState.ASKED.value)
    asked = models.TextField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    category = models.CharField(max_length=20, blank=True)
    question = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    amended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "enquiries"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in EnquiryState]),
                name="calls_enquiry_state_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=EnquiryState.PUBLISHED.value)
                | (
                    models.Q(category__in=[each.value for each in EnquiryCategory])
                    & ~models.Q(question="")
                    & ~models.Q(answer="")
                    & models.Q(answered_at__isnull=False)
                ),
                name="calls_enquiry_published_is_whole",
            ),
            both_or_neither("answered_at", "answered_by"),
        ]
        indexes = [
            models.Index(fields=["call", "state", "-answered_at"], name="calls_enquiry_published")
        ]

    def __str__(self) -> str:
        return f"{self.call_id}/{self.pk}"

    @property
    def spoken_at(self) -> object:
        """When the answer last changed."""
        return self.amended_at or self.answered_at
