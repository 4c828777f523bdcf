"""How the money of an award is paid, and who may approve how much."""

from django.conf import settings
from django.db import models

from funding.enums import InstalmentKind
from wecare.core.money import ZERO

_KINDS = [each.value for each in InstalmentKind]


class PaymentHabit(models.Model):
    """How the awards of a call are paid unless a plan says otherwise; the last one counts (trigger).

    Per cent of what is due; the balance is the rest.
    """

    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="payment_habits")
    advance = models.DecimalField(max_digits=5, decimal_places=2)
    interim = models.DecimalField(max_digits=5, decimal_places=2)
    needs_report = models.BooleanField(default=True)
    surety_days = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(advance__gte=0, interim__gte=0)
                & models.Q(advance__lte=100 - models.F("interim")),
                name="funding_paymenthabit_is_at_most_all",
            ),
        ]
        indexes = [models.Index(fields=["call", "-id"])]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.advance} + {self.interim}"


class PaymentPlan(models.Model):
    """The instalments of an award: the last version counts, none ever changes (trigger).

    They add up to `total` euro (trigger), which is what the award was due when it was written.
    """

    award = models.ForeignKey(
        "funding.Award", on_delete=models.PROTECT, related_name="payment_plans"
    )
    version = models.PositiveSmallIntegerField()
    total = models.DecimalField(max_digits=14, decimal_places=2)
    needs_surety = models.BooleanField()
    surety_days = models.PositiveSmallIntegerField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award", "version"], name="funding_paymentplan_version_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(total__gt=ZERO), name="funding_paymentplan_pays_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}/{self.version}: {self.total}"


class PlanInstalment(models.Model):
    """One part of a plan, in euro; `percent` where it was written as such (trigger: never changes)."""

    plan = models.ForeignKey(
        "funding.PaymentPlan", on_delete=models.PROTECT, related_name="instalments"
    )
    sequence = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    needs_report = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "sequence"], name="funding_planinstalment_sequence_unique"
            ),
            models.UniqueConstraint(
                fields=["plan", "kind"],
                condition=~models.Q(kind=InstalmentKind.INTERIM.value),
                name="funding_planinstalment_one_advance_one_balance",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=_KINDS), name="funding_planinstalment_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gt=ZERO), name="funding_planinstalment_is_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.sequence} {self.kind}: {self.amount}"


class SpendingLimit(models.Model):
    """Up to how many euro a person approves payments, `since` a day and `until` another; once ended it stays."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="spending_limits"
    )
    up_to = models.DecimalField(max_digits=14, decimal_places=2)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=200)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(up_to__gt=ZERO), name="funding_spendinglimit_is_something"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="funding_spendinglimit_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~models.Q(basis=""), name="funding_spendinglimit_has_its_basis"
            ),
        ]
        indexes = [models.Index(fields=["person", "since"])]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.up_to}"


class TwoPeopleRule(models.Model):
    """Above how many euro the payments of a measure are approved by two; the last one counts (trigger)."""

    measure = models.ForeignKey(
        "calls.Measure", on_delete=models.PROTECT, related_name="two_people_rules"
    )
    above = models.DecimalField(max_digits=14, decimal_places=2)
    basis = models.CharField(max_length=200)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(above__gte=ZERO) & ~models.Q(basis=""),
                name="funding_twopeoplerule_has_amount_and_basis",
            ),
        ]
        indexes = [models.Index(fields=["measure", "-id"])]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.above}"
