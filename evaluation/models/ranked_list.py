"""The ranked list (graduatoria): rows as the engine gave them, with the input they come from."""

from django.conf import settings
from django.db import models

from evaluation.enums import ListCause, ListStage, Outcome, RankedListState
from wecare.core.constraints import both_or_neither
from wecare.core.money import ZERO


class RankedList(models.Model):
    """One version of the list of a call. Never computed for display: what is shown are its rows.

    A draft may be drawn up again; its rows are frozen by a trigger once it is approved, and all
    of it once it is published. A provisional one takes observations before `observations_until`;
    `follows` is the version that this one takes the place of. Moved by `actions.ranked_lists`.
    """

    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="ranked_lists")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=20, default=RankedListState.DRAFT.value)
    stage = models.CharField(max_length=20, default=ListStage.DEFINITIVE.value)
    cause = models.CharField(max_length=20, default=ListCause.FIRST.value)
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    observations_until = models.DateTimeField(null=True, blank=True)
    rulebook = models.ForeignKey("calls.Rulebook", on_delete=models.PROTECT, related_name="+")
    rulebook_digest = models.CharField(max_length=64)
    input = models.JSONField()
    input_digest = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    data_digest = models.CharField(max_length=64, blank=True)
    document = models.ForeignKey(
        "core.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    drawn_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drawn_up_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "version"], name="evaluation_rankedlist_version_unique_in_call"
            ),
            models.UniqueConstraint(
                fields=["call"],
                condition=~models.Q(state=RankedListState.PUBLISHED.value),
                name="evaluation_rankedlist_one_unpublished_per_call",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in RankedListState]),
                name="evaluation_rankedlist_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=[each.value for each in ListStage]),
                name="evaluation_rankedlist_stage_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(cause=ListCause.FIRST.value, follows=None)
                | models.Q(
                    cause__in=[ListCause.OBSERVATIONS.value, ListCause.SCROLL.value],
                    stage=ListStage.DEFINITIVE.value,
                    follows__isnull=False,
                ),
                name="evaluation_rankedlist_only_the_first_follows_nothing",
            ),
            models.CheckConstraint(
                condition=models.Q(observations_until=None)
                & (
                    models.Q(stage=ListStage.DEFINITIVE.value)
                    | ~models.Q(state=RankedListState.PUBLISHED.value)
                )
                | models.Q(
                    stage=ListStage.PROVISIONAL.value,
                    state=RankedListState.PUBLISHED.value,
                    observations_until__isnull=False,
                    observations_until__gt=models.F("published_at"),
                ),
                name="evaluation_rankedlist_provisional_takes_observations",
            ),
            both_or_neither("approved_at", "approved_by"),
            both_or_neither("published_at", "published_by"),
            models.CheckConstraint(
                condition=models.Q(state=RankedListState.DRAFT.value, approved_at=None)
                | models.Q(
                    state=RankedListState.APPROVED.value,
                    approved_at__isnull=False,
                    published_at=None,
                )
                | models.Q(
                    state=RankedListState.PUBLISHED.value,
                    approved_at__isnull=False,
                    published_at__isnull=False,
                    document__isnull=False,
                ),
                name="evaluation_rankedlist_state_has_its_record",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}/{self.version}"

    @property
    def is_published(self) -> bool:
        return self.state == RankedListState.PUBLISHED.value

    @property
    def is_final(self) -> bool:
        """Published, and observations change nothing in it any more."""
        return self.is_published and not self.is_provisional

    @property
    def is_provisional(self) -> bool:
        return self.stage == ListStage.PROVISIONAL.value


class RankedRow(models.Model):
    """One application in the list, whatever its outcome; `sequence` is the order of the list."""

    ranked_list = models.ForeignKey(
        "evaluation.RankedList", on_delete=models.PROTECT, related_name="rows"
    )
    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="ranked_rows"
    )
    sequence = models.PositiveIntegerField()
    lot = models.CharField(max_length=20)
    position = models.PositiveIntegerField(null=True, blank=True)
    protocol = models.CharField(max_length=20)
    organisation_name = models.CharField(max_length=200)
    fiscal_code = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    points = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    criteria = models.JSONField(default=dict)
    classes = models.JSONField(default=dict)
    requested = models.DecimalField(max_digits=14, decimal_places=2)
    granted = models.DecimalField(max_digits=14, decimal_places=2, default=ZERO)
    outcome = models.CharField(max_length=20)
    keys = models.JSONField(default=list)
    why = models.JSONField(default=list)
    parts = models.JSONField(default=dict)  # fund → euro as text, where several funds pay the lot
    cents = models.JSONField(default=list)  # the cents of the lot that `granted` is, there

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ranked_list", "sequence"], name="evaluation_rankedrow_sequence_unique"
            ),
            models.UniqueConstraint(
                fields=["ranked_list", "submission"],
                name="evaluation_rankedrow_one_per_submission",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=[o.value for o in Outcome]),
                name="evaluation_rankedrow_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(granted__gte=ZERO)
                & models.Q(granted__lte=models.F("requested")),
                name="evaluation_rankedrow_granted_within_requested",
            ),
            models.CheckConstraint(
                condition=models.Q(granted=ZERO)
                | models.Q(outcome__in=[Outcome.FUNDED.value, Outcome.PARTLY_FUNDED.value]),
                name="evaluation_rankedrow_only_funded_is_granted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.protocol}: {self.outcome}"
