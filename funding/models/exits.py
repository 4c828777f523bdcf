"""How an award ends, or loses a part, by act: revocation, and the end of who left the list."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from funding.enums import AcknowledgmentState, RevocationState
from wecare.core.constraints import both_or_neither
from wecare.core.money import ZERO


def _person(*, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=null, blank=null, on_delete=models.PROTECT, related_name="+"
    )


def _act() -> models.ForeignKey:
    return models.ForeignKey(
        "acts.Act", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Revocation(models.Model):
    """A procedure of revocation from its notice on; one is open for an award.

    `amount` is the part to revoke in euro, None for the whole award. `draft` is the act written here;
    `act` the one that did it, that or one adopted elsewhere. What the notice says never changes.
    """

    award = models.ForeignKey("funding.Award", on_delete=models.PROTECT, related_name="revocations")
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    reasons = models.TextField()
    protocol = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField()
    started_by = _person()
    answer_until = models.DateTimeField()
    conclude_days = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, default=RevocationState.NOTICED.value)
    assessment = models.TextField(blank=True)
    recovery_days = models.PositiveSmallIntegerField(null=True, blank=True)
    assessed_at = models.DateTimeField(null=True, blank=True)
    assessed_by = _person(null=True)
    draft = models.OneToOneField(
        "acts.Act", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    act = _act()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = _person(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award"],
                condition=Q(
                    state__in=[RevocationState.NOTICED.value, RevocationState.ASSESSED.value]
                ),
                name="funding_revocation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in RevocationState]),
                name="funding_revocation_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=ZERO),
                name="funding_revocation_takes_something",
            ),
            models.CheckConstraint(
                condition=~Q(reasons="") & Q(answer_until__gt=models.F("started_at")),
                name="funding_revocation_notice_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=RevocationState.DONE.value, act__isnull=False)
                | ~Q(state=RevocationState.DONE.value) & Q(act__isnull=True),
                name="funding_revocation_is_done_by_an_act",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[RevocationState.DONE.value, RevocationState.DROPPED.value],
                    closed_at__isnull=False,
                )
                | Q(
                    state__in=[RevocationState.NOTICED.value, RevocationState.ASSESSED.value],
                    closed_at__isnull=True,
                ),
                name="funding_revocation_closed_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=RevocationState.NOTICED.value)
                | Q(state=RevocationState.DROPPED.value)
                | Q(assessed_at__isnull=False, recovery_days__isnull=False) & ~Q(assessment=""),
                name="funding_revocation_act_follows_an_assessment",
            ),
            both_or_neither("assessed_at", "assessed_by"),
            both_or_neither("closed_at", "closed_by"),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}: {self.amount or 'tutto'}"

    @property
    def is_total(self) -> bool:
        return self.amount is None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class RevocationObservation(models.Model):
    """What the beneficiary answers to the notice, within its days; it never changes (trigger)."""

    revocation = models.ForeignKey(
        "funding.Revocation", on_delete=models.PROTECT, related_name="observations"
    )
    text = models.TextField()
    filed_by = _person()
    filed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="funding_observation_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revocation_id}/{self.pk}"


class RevocationFile(models.Model):
    """A file of an observation, stored by its digest; it never changes (trigger)."""

    observation = models.ForeignKey(
        "funding.RevocationObservation", on_delete=models.PROTECT, related_name="files"
    )
    filename = models.CharField(max_length=150)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.filename


class Acknowledgment(models.Model):
    """The end of the award of who left the list: by the act written here, or another one; one each."""

    award = models.OneToOneField(
        "funding.Award", on_delete=models.PROTECT, related_name="acknowledgment"
    )
    departure = models.OneToOneField(
        "evaluation.Departure", on_delete=models.PROTECT, related_name="+"
    )
    recovery_days = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, default=AcknowledgmentState.DRAFTED.value)
    draft = models.OneToOneField(
        "acts.Act", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    act = _act()
    begun_by = _person()
    begun_at = models.DateTimeField()
    done_by = _person(null=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state=AcknowledgmentState.DONE.value, act__isnull=False, done_at__isnull=False
                )
                | Q(state=AcknowledgmentState.DRAFTED.value, act__isnull=True, done_at=None),
                name="funding_acknowledgment_is_done_by_an_act",
            ),
            both_or_neither("done_at", "done_by"),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}: {self.departure_id}"


class Closure(models.Model):
    """An award that is closed: nothing moves afterwards but what is recovered; it never changes.

    `due` is what the beneficiary has in the end, `saved` what it will not have, in euro.
    """

    award = models.OneToOneField("funding.Award", on_delete=models.PROTECT, related_name="closure")
    due = models.DecimalField(max_digits=14, decimal_places=2)
    saved = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.TextField()
    act = _act()
    closed_by = _person()
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due__gte=ZERO, saved__gte=ZERO) & ~Q(reason=""),
                name="funding_closure_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}: {self.due}"
