"""Invitations to take part, marks of finished parts, and the consent of partners to a text."""

import uuid

from django.conf import settings
from django.db import models

from applicants.enums import InvitationState


class Invitation(models.Model):
    """The lead asks an organisation to take part; `applicants.actions.invitations` moves it.

    Found by whoever acts for the organisation with this fiscal code, or by whoever carries the link,
    of whose secret only the digest is kept. It can be answered as long as the application can be
    written. `answered_*` tell of a yes or a no, `closed_*` of what the lead did.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="invitations"
    )
    name = models.CharField(max_length=200)
    fiscal_code = models.CharField(max_length=16, blank=True)
    email = models.EmailField(blank=True)
    secret_digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=20, default=InvitationState.OPEN.value)
    partner = models.ForeignKey(
        "applicants.Partner",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invitations",
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in InvitationState]),
                name="applicants_invitation_state_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(fiscal_code="") | ~models.Q(email=""),
                name="applicants_invitation_is_for_somebody",
            ),
            models.UniqueConstraint(
                fields=["application", "fiscal_code"],
                condition=models.Q(state=InvitationState.OPEN.value) & ~models.Q(fiscal_code=""),
                name="applicants_invitation_one_open_per_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
                name="applicants_invitation_both_answered_at_and_by",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, closed_by=None)
                | models.Q(closed_at__isnull=False, closed_by__isnull=False),
                name="applicants_invitation_both_closed_at_and_by",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=InvitationState.DECLINED.value) | ~models.Q(reason=""),
                name="applicants_invitation_declined_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["fiscal_code", "state"])]

    def __str__(self) -> str:
        return self.name


class CompleteMark(models.Model):
    """Whoever writes a part says it is complete; it stands as long as the part has this digest."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="complete_marks"
    )
    partner = models.ForeignKey(
        "applicants.Partner",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="complete_marks",
    )
    digest = models.CharField(max_length=64)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "partner"],
                nulls_distinct=False,
                name="applicants_completemark_one_per_part",
            )
        ]

    def __str__(self) -> str:
        return self.digest


class SignOff(models.Model):
    """A partner agrees to the whole text with this digest; never edited (trigger).

    `content` is that text, to say later what has changed.
    """

    partner = models.ForeignKey(
        "applicants.Partner", on_delete=models.CASCADE, related_name="sign_offs"
    )
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "digest"], name="applicants_signoff_once_per_text"
            )
        ]

    def __str__(self) -> str:
        return self.digest
