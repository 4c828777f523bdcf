"""An application being written: answers, costs, attachments."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from applicants.enums import ApplicationState
from wecare.core.money import ZERO


class Application(models.Model):
    """What an organisation writes for a call. The state moves only in `applicants.actions`.

    `own_funding` and `own_in_kind` are the lead's: each partner has its own.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(
        "applicants.Organisation", on_delete=models.PROTECT, related_name="applications"
    )
    lot = models.CharField(max_length=20, blank=True)
    aid_form = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200, blank=True)
    own_funding = models.DecimalField(max_digits=14, decimal_places=2, default=ZERO)
    own_in_kind = models.DecimalField(max_digits=14, decimal_places=2, default=ZERO)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, default=ApplicationState.DRAFT.value)
    phase = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # none: whoever began it
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    emptied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deleted_at__isnull=True, deleted_by__isnull=True)
                | models.Q(
                    deleted_at__isnull=False,
                    deleted_by__isnull=False,
                    state=ApplicationState.DRAFT.value,
                ),
                name="applicants_application_only_drafts_are_deleted",
            ),
            models.CheckConstraint(
                condition=models.Q(emptied_at__isnull=True) | models.Q(deleted_at__isnull=False),
                name="applicants_application_emptied_once_deleted",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in ApplicationState]),
                name="applicants_application_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(own_funding__gte=ZERO),
                name="applicants_application_own_funding_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(own_in_kind__gte=ZERO)
                & models.Q(own_in_kind__lte=models.F("own_funding")),
                name="applicants_application_in_kind_within_own_funding",
            ),
        ]
        indexes = [models.Index(fields=["call", "state", "id"])]

    def __str__(self) -> str:
        return self.title or str(self.public_id)

    @property
    def in_charge_id(self) -> int:
        """Who answers for it: who began it, until somebody else accepted to."""
        return self.responsible_id or self.created_by_id


def _partner(related_name: str) -> Any:
    """Whose part it is: nobody's name means the lead's."""
    return models.ForeignKey(
        "applicants.Partner",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name=related_name,
    )


class Answer(models.Model):
    """The current answer to one question, by the lead or by a partner; `version` grows with each save."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="answers"
    )
    partner = _partner("answers")
    key = models.CharField(max_length=80)
    value = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "partner", "key"],
                nulls_distinct=False,
                name="applicants_answer_one_per_question",
            )
        ]

    def __str__(self) -> str:
        return self.key


class Cost(models.Model):
    """What the lead, or a partner, spends in one cost category, in euro."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="costs"
    )
    partner = _partner("costs")
    category = models.CharField(max_length=40)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "partner", "category"],
                nulls_distinct=False,
                name="applicants_cost_one_per_category",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=ZERO), name="applicants_cost_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.amount}"


class Attachment(models.Model):
    """A file uploaded while drafting, checked by its content, stored by its digest."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="attachments"
    )
    partner = _partner("attachments")
    requirement = models.CharField(max_length=40)
    filename = models.CharField(max_length=150)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "partner", "requirement"],
                nulls_distinct=False,
                name="applicants_attachment_one_per_requirement",
            )
        ]

    def __str__(self) -> str:
        return self.filename
