"""What a beneficiary does after the decree: accepts, brings the deed of the group, says when it starts."""

from django.conf import settings
from django.db import models

from wecare.notices.enums import ReminderStep


class Acceptance(models.Model):
    """The acceptance of an award by who sends for the beneficiary, once (append-only).

    `due_on` is the last day of the term of the decree, on the day it was accepted.
    """

    award = models.OneToOneField(
        "funding.Award", on_delete=models.PROTECT, related_name="acceptance"
    )
    due_on = models.DateField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.award_id}: {self.accepted_at}"


class GroupDeed(models.Model):
    """The deed by which a group is constituted, as the beneficiary brings it; the office decides once.

    What was brought never changes (trigger). One that was not refused stands at a time.
    """

    award = models.ForeignKey("funding.Award", on_delete=models.PROTECT, related_name="deeds")
    signed_on = models.DateField()
    notary = models.CharField(max_length=200)
    reference = models.CharField(max_length=100)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=150)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    brought_at = models.DateTimeField()
    confirmed = models.BooleanField(null=True, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award"],
                condition=models.Q(confirmed=None) | models.Q(confirmed=True),
                name="funding_groupdeed_one_stands",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed=None, decided_by=None, decided_at=None)
                | models.Q(
                    confirmed__isnull=False, decided_by__isnull=False, decided_at__isnull=False
                ),
                name="funding_groupdeed_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed=None)
                | models.Q(confirmed=True)
                | (models.Q(confirmed=False) & ~models.Q(reason="")),
                name="funding_groupdeed_a_no_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class ProjectStart(models.Model):
    """The day on which the project starts, as the beneficiary says; the last counts (append-only)."""

    award = models.ForeignKey("funding.Award", on_delete=models.PROTECT, related_name="starts")
    starts_on = models.DateField()
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.award_id}: {self.starts_on}"


class AcceptanceReminder(models.Model):
    """A reminder of the term to accept, written once for each step (append-only)."""

    award = models.ForeignKey(
        "funding.Award", on_delete=models.PROTECT, related_name="acceptance_reminders"
    )
    step = models.CharField(max_length=10)
    letters = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award", "step"], name="funding_acceptancereminder_once_each_step"
            ),
            models.CheckConstraint(
                condition=models.Q(step__in=[each.value for each in ReminderStep]),
                name="funding_acceptancereminder_step_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}: {self.step}"
