"""The outcome of the formal check of a submission."""

from django.conf import settings
from django.db import models

from evaluation.enums import AdmissibilityOutcome


class Admissibility(models.Model):
    """What the office decided of a submission, and why. Moved by `actions.admissibilities`.

    It may be decided again until the panel signs its first assessment; what stood before is told
    by the events. `conditions` are those under which it is admitted; `departure` says why it is admitted
    against a line of the checklist.
    """

    submission = models.OneToOneField(
        "applicants.Submission", on_delete=models.PROTECT, related_name="admissibility"
    )
    outcome = models.CharField(max_length=20)
    reasons = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    departure = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=[o.value for o in AdmissibilityOutcome]),
                name="evaluation_admissibility_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=AdmissibilityOutcome.ADMISSIBLE.value)
                | ~models.Q(reasons=""),
                name="evaluation_admissibility_negative_has_reasons",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=AdmissibilityOutcome.ADMISSIBLE.value)
                | models.Q(conditions="", departure=""),
                name="evaluation_admissibility_only_a_yes_has_conditions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.outcome}"

    @property
    def is_admissible(self) -> bool:
        return self.outcome == AdmissibilityOutcome.ADMISSIBLE.value
