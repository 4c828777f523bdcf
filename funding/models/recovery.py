"""Money to be paid back: the claim, what comes, the instalments, the rates of the interest."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from funding.enums import PlanState, RecoveryState
from wecare.core.constraints import both_or_neither
from wecare.core.money import ZERO


def _person(*, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=null, blank=null, on_delete=models.PROTECT, related_name="+"
    )


class LegalRate(models.Model):
    """A rate of legal interest typed by an administrator: it replaces the one shipped of its day."""

    since = models.DateField(unique=True)
    percent = models.DecimalField(max_digits=7, decimal_places=4)
    decree = models.CharField(max_length=200)
    is_sure = models.BooleanField(default=True)
    written_by = _person()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__gte=ZERO, percent__lte=100) & ~Q(decree=""),
                name="funding_rate_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since}: {self.percent} %"


class Recovery(models.Model):
    """A claim on what was paid of an award: capital in euro, and interest from the day after `since`.

    Born with what made the capital too much; `pay_by` is the last day to pay it whole. Capital, act
    and key never change (trigger).
    """

    key = models.CharField(max_length=200, unique=True)
    award = models.ForeignKey("funding.Award", on_delete=models.PROTECT, related_name="recoveries")
    capital = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.TextField()
    act = models.ForeignKey(
        "acts.Act", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField()
    pay_by = models.DateField()
    state = models.CharField(max_length=20, default=RecoveryState.OPEN.value)
    opened_by = _person()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(capital__gt=ZERO) & ~Q(reason="") & ~Q(key=""),
                name="funding_recovery_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=RecoveryState.OPEN.value, closed_at__isnull=True)
                | Q(state=RecoveryState.CLOSED.value, closed_at__isnull=False),
                name="funding_recovery_closed_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}: {self.capital}"

    @property
    def is_open(self) -> bool:
        return self.state == RecoveryState.OPEN


class RecoveryPayment(models.Model):
    """What came back: `interest` first, the rest is `capital`; never changed (trigger)."""

    recovery = models.ForeignKey(
        "funding.Recovery", on_delete=models.PROTECT, related_name="payments"
    )
    reference = models.CharField(max_length=100)
    received_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    interest = models.DecimalField(max_digits=14, decimal_places=2)
    capital = models.DecimalField(max_digits=14, decimal_places=2)
    recorded_by = _person()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recovery", "reference"], name="funding_recoverypayment_once"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=ZERO, interest__gte=ZERO, capital__gte=ZERO)
                & Q(amount=models.F("interest") + models.F("capital"))
                & ~Q(reference=""),
                name="funding_recoverypayment_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recovery_id}: {self.amount}"


class InstalmentPlan(models.Model):
    """Instalments asked for by the beneficiary: how many and why; granted with its days, or refused."""

    recovery = models.ForeignKey("funding.Recovery", on_delete=models.PROTECT, related_name="plans")
    count = models.PositiveSmallIntegerField()
    reason = models.TextField()
    state = models.CharField(max_length=20, default=PlanState.ASKED.value)
    asked_by = _person()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    decided_by = _person(null=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recovery"],
                condition=Q(state__in=[PlanState.ASKED.value, PlanState.GRANTED.value]),
                name="funding_instalmentplan_one",
            ),
            models.CheckConstraint(
                condition=Q(count__gte=2) & ~Q(reason=""), name="funding_instalmentplan_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.ASKED.value, decided_at__isnull=True)
                | Q(
                    state__in=[PlanState.GRANTED.value, PlanState.REFUSED.value],
                    decided_at__isnull=False,
                ),
                name="funding_instalmentplan_decided_says_when",
            ),
            both_or_neither("decided_at", "decided_by"),
        ]

    def __str__(self) -> str:
        return f"{self.recovery_id}: {self.count}"


class RecoveryInstalment(models.Model):
    """One instalment of a plan: the last day to pay it, and its capital in euro; never changed."""

    plan = models.ForeignKey(
        "funding.InstalmentPlan", on_delete=models.PROTECT, related_name="instalments"
    )
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    capital = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="funding_recoveryinstalment_is_numbered_alone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.number}"
