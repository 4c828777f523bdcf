"""How an application passes from a phase to the next: the decision, and its own time to write."""

from django.conf import settings
from django.db import models

from applicants.enums import PhaseOutcome


class PhaseDecision(models.Model):
    """What an act decided of an application at the end of a phase; it never changes (trigger).

    `conditions` are what the applicant must do in the next phase; `reason` says why it was not admitted.
    """

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.PROTECT, related_name="phase_decisions"
    )
    phase = models.PositiveSmallIntegerField()
    submission = models.OneToOneField(
        "applicants.Submission", on_delete=models.PROTECT, related_name="phase_decision"
    )
    outcome = models.CharField(max_length=20)
    conditions = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    act = models.ForeignKey("acts.Act", on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "phase"], name="applicants_phasedecision_once_in_a_phase"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=[each.value for each in PhaseOutcome]),
                name="applicants_phasedecision_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=PhaseOutcome.NOT_ADMITTED.value) | ~models.Q(reason=""),
                name="applicants_phasedecision_a_no_has_its_reason",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(outcome=PhaseOutcome.CONDITIONAL.value) & ~models.Q(conditions="")
                )
                | (~models.Q(outcome=PhaseOutcome.CONDITIONAL.value) & models.Q(conditions="")),
                name="applicants_phasedecision_conditions_where_there_are_any",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.phase}: {self.outcome}"

    @property
    def is_admitted(self) -> bool:
        return self.outcome != PhaseOutcome.NOT_ADMITTED.value


class PhaseTerm(models.Model):
    """When an admitted application may be written and sent in a phase after the first.

    More time is a new row with its act, never an update, and never less time (trigger); the last by
    `sequence` is in force. Senders hold it FOR SHARE; whoever takes the list holds it for update
    first, so nobody who read the clock in time is left out.
    """

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.PROTECT, related_name="terms"
    )
    phase = models.PositiveSmallIntegerField()
    sequence = models.PositiveSmallIntegerField(default=1)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    act = models.ForeignKey("acts.Act", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "phase", "sequence"],
                name="applicants_phaseterm_sequence_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("closes_at")),
                name="applicants_phaseterm_opens_before_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.phase}/{self.sequence}"


class PhaseOpening(models.Model):
    """That what was sent in a phase stays closed to the office until two of its people open it.

    The row is the seal: it is written when the phase begins (for the first, when its opening is asked
    for), and nobody of the office reads a submission of the phase before `opened_at`. The two are
    different people; nothing of it changes once it is written (trigger).
    """

    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="openings")
    phase = models.PositiveSmallIntegerField()
    sealed_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "phase"], name="applicants_phaseopening_once_in_a_phase"
            ),
            models.CheckConstraint(
                condition=models.Q(asked_at=None, asked_by=None)
                | models.Q(asked_at__isnull=False, asked_by__isnull=False),
                name="applicants_phaseopening_both_asked_at_and_by",
            ),
            models.CheckConstraint(
                condition=models.Q(opened_at=None, opened_by=None)
                | models.Q(
                    opened_at__isnull=False, opened_by__isnull=False, asked_at__isnull=False
                ),
                name="applicants_phaseopening_opened_once_asked",
            ),
            models.CheckConstraint(
                condition=models.Q(opened_by=None) | ~models.Q(opened_by=models.F("asked_by")),
                name="applicants_phaseopening_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}/{self.phase}"
