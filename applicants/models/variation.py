"""A change of partners after sending: asked for, accepted by who comes in, decided by act."""

import uuid

from django.conf import settings
from django.db import models

from applicants.enums import VariationState

DECIDED = (VariationState.APPROVED.value, VariationState.REFUSED.value)


class Variation(models.Model):
    """What the lead asks to change of the group of a sent application.

    `before` is the group in force when it was asked, `after` the group as it would be: partners as a
    submission freezes them, with the euro that each spends by category. What was sent stays as it
    is: the group in force is `after` of the last one approved. Once decided nothing of it changes
    (trigger). `applicants.actions.variations` moves it.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="variations"
    )
    application = models.ForeignKey(
        "applicants.Application", on_delete=models.PROTECT, related_name="variations"
    )
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, default=VariationState.OPEN.value)
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    act = models.ForeignKey(
        "acts.Act", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="applicants_variation_number_unique"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(state=VariationState.OPEN.value),
                name="applicants_variation_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[each.value for each in VariationState]),
                name="applicants_variation_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state=VariationState.OPEN.value, closed_at=None, closed_by=None)
                | (
                    ~models.Q(state=VariationState.OPEN.value)
                    & models.Q(closed_at__isnull=False, closed_by__isnull=False)
                ),
                name="applicants_variation_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DECIDED, act__isnull=False)
                | (~models.Q(state__in=DECIDED) & models.Q(act=None)),
                name="applicants_variation_decided_by_act",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=VariationState.REFUSED.value) | ~models.Q(answer=""),
                name="applicants_variation_a_no_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="applicants_variation_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.number}"


class Entrant(models.Model):
    """An organisation that comes in by a variation, and what it answered."""

    variation = models.ForeignKey(
        "applicants.Variation", on_delete=models.PROTECT, related_name="entrants"
    )
    organisation = models.ForeignKey(
        "applicants.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    accepted = models.BooleanField(null=True, blank=True)
    reason = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["variation", "organisation"], name="applicants_entrant_once"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted=None, answered_at=None, answered_by=None)
                | models.Q(
                    accepted__isnull=False, answered_at__isnull=False, answered_by__isnull=False
                ),
                name="applicants_entrant_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted=None)
                | models.Q(accepted=True)
                | (models.Q(accepted=False) & ~models.Q(reason="")),
                name="applicants_entrant_a_no_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variation_id}: {self.organisation_id}"


class VariationFile(models.Model):
    """A file that the lead brings with a variation; never changed (trigger)."""

    variation = models.ForeignKey(
        "applicants.Variation", on_delete=models.PROTECT, related_name="files"
    )
    filename = models.CharField(max_length=150)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.filename
