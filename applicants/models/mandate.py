"""The people who stand for an organisation, and those who ask to."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applicants.enums import JoinState, MandateKind
from wecare.core.constraints import both_or_neither


class Mandate(models.Model):
    """A person stands for an organisation, from an instant until it expires or is ended.

    Over all its applications or, where one is named, over a call or an application alone. Never
    rewritten: another mandate follows one that has ended. Which are live is a question for
    `applicants.queries.mandates`, and for nobody else.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates"
    )
    organisation = models.ForeignKey(
        "applicants.Organisation", on_delete=models.PROTECT, related_name="mandates"
    )
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in MandateKind])
    administers = models.BooleanField(default=False)
    call = models.ForeignKey(
        "calls.Call", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    application = models.ForeignKey(
        "applicants.Application",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
    )
    proxy = models.ForeignKey(
        "core.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    proxy_name = models.CharField(max_length=150, blank=True)
    since = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in MandateKind]),
                name="applicants_mandate_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(call__isnull=True) | Q(application__isnull=True),
                name="applicants_mandate_has_one_scope",
            ),
            models.CheckConstraint(
                condition=Q(administers=False)
                | (
                    Q(call__isnull=True, application__isnull=True, expires_at__isnull=True)
                    & ~Q(kind=MandateKind.CONSULTANT.value)
                ),
                name="applicants_mandate_administers_all_without_expiry",
            ),
            models.CheckConstraint(
                condition=~Q(kind=MandateKind.DELEGATE.value) | Q(proxy__isnull=False),
                name="applicants_mandate_delegate_has_a_proxy",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(since__lt=F("expires_at")),
                name="applicants_mandate_begins_before_it_expires",
            ),
            both_or_neither("ended_at", "ended_by"),
            models.UniqueConstraint(
                fields=["person", "organisation", "call", "application"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="applicants_mandate_one_per_scope",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.organisation_id} ({self.kind})"


class FirstMandate(models.Model):
    """Why the office gave a mandate to the first person who administers an organisation.

    The document that proves it is the mandate's proxy. Nobody who could log in administered the
    organisation (trigger). Never rewritten.
    """

    mandate = models.OneToOneField(
        "applicants.Mandate", on_delete=models.PROTECT, related_name="first"
    )
    reason = models.CharField(max_length=500)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="applicants_firstmandate_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mandate_id}: {self.reason}"


class JoinRequest(models.Model):
    """A person asks the administrators of an organisation to work for it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="join_requests"
    )
    organisation = models.ForeignKey(
        "applicants.Organisation", on_delete=models.PROTECT, related_name="join_requests"
    )
    message = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, default=JoinState.OPEN.value)
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    mandate = models.OneToOneField(
        "applicants.Mandate", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in JoinState]),
                name="applicants_joinrequest_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state=JoinState.OPEN.value, decided_at__isnull=True)
                | (~Q(state=JoinState.OPEN.value) & Q(decided_at__isnull=False)),
                name="applicants_joinrequest_is_decided_or_open",
            ),
            both_or_neither("decided_at", "decided_by"),
            models.CheckConstraint(
                condition=Q(state=JoinState.ACCEPTED.value, mandate__isnull=False)
                | (~Q(state=JoinState.ACCEPTED.value) & Q(mandate__isnull=True)),
                name="applicants_joinrequest_accepted_with_a_mandate",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(state=JoinState.OPEN.value),
                name="applicants_joinrequest_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.organisation_id}: {self.state}"
