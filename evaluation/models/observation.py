"""What applicants observe on a provisional list, and what the office answers."""

from django.conf import settings
from django.db import models

from evaluation.enums import ObservationAnswer
from wecare.core.constraints import both_or_neither


class Observation(models.Model):
    """A text with its files on a provisional list, filed in its days; answered once, with reasons.

    The database takes it only before the list's `observations_until`, and only of an application
    of that list (trigger); what was filed and what was answered never change. Moved by
    `actions.observations`.
    """

    ranked_list = models.ForeignKey(
        "evaluation.RankedList", on_delete=models.PROTECT, related_name="observations"
    )
    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="observations"
    )
    text = models.TextField()
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    filed_at = models.DateTimeField()
    answer = models.CharField(max_length=20, blank=True)
    reasons = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            both_or_neither("answered_at", "answered_by"),
            models.CheckConstraint(
                condition=~models.Q(text=""), name="evaluation_observation_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answer="", reasons="")
                | models.Q(
                    answered_at__isnull=False,
                    answer__in=[each.value for each in ObservationAnswer],
                )
                & ~models.Q(reasons=""),
                name="evaluation_observation_answer_has_its_reasons",
            ),
        ]
        indexes = [
            models.Index(fields=["ranked_list", "id"], name="evaluation_observation_of_list")
        ]

    def __str__(self) -> str:
        return f"{self.ranked_list_id}/{self.pk}"

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None


class ObservationFile(models.Model):
    """A file of an observation, stored by its digest; it never changes (trigger)."""

    observation = models.ForeignKey(
        "evaluation.Observation", on_delete=models.PROTECT, related_name="files"
    )
    filename = models.CharField(max_length=150)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.filename
