"""A loan: its money going out, the plans by which it comes back, and what came back."""

from decimal import Decimal

from django.conf import settings
from django.db import models

from funding.enums import InstalmentStep, PlanCause, RequestState
from wecare.core.money import ZERO


class Disbursement(models.Model):
    """Money of a loan that an officer asks to pay on a day, and another person decides; in euro.

    `is_paid` says the decision, once: paid, or refused with `reason`.
    """

    award = models.ForeignKey(
        "funding.Award", on_delete=models.PROTECT, related_name="disbursements"
    )
    number = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    on = models.DateField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    is_paid = models.BooleanField(null=True)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="funding_disbursement_number"),
            models.CheckConstraint(
                condition=models.Q(amount__gt=ZERO), name="funding_disbursement_is_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(is_paid=None, decided_by=None, decided_at=None)
                | (
                    models.Q(
                        is_paid__isnull=False, decided_by__isnull=False, decided_at__isnull=False
                    )
                    & ~models.Q(decided_by=models.F("asked_by"))
                ),
                name="funding_disbursement_is_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}/{self.number}: {self.amount}"

    @property
    def key(self) -> str:
        """The key of its movement, and of itself as the request behind it."""
        return f"disbursement/{self.pk}"

    @property
    def state(self) -> RequestState:
        if self.is_paid is None:
            return RequestState.ASKED
        return RequestState.PAID if self.is_paid else RequestState.REFUSED


class LoanPlan(models.Model):
    """The plan of a disbursement from a day on; a later version takes the place of what was not paid.

    Frozen: its instalments sum to `debt`, what was owed when it was made, in euro (triggers).
    """

    disbursement = models.ForeignKey(Disbursement, on_delete=models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField()
    cause = models.CharField(max_length=20)
    on = models.DateField()
    debt = models.DecimalField(max_digits=14, decimal_places=2)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["disbursement", "version"], name="funding_loan_plan_version"
            ),
            models.CheckConstraint(
                condition=models.Q(debt__gte=ZERO, cause__in=[each.value for each in PlanCause]),
                name="funding_loan_plan_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.disbursement_id}/{self.version}"


class LoanInstalment(models.Model):
    """What is due on a day, in euro; `debt` is what is owed once it is paid. Never changed."""

    plan = models.ForeignKey(LoanPlan, on_delete=models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    capital = models.DecimalField(max_digits=14, decimal_places=2)
    interest = models.DecimalField(max_digits=14, decimal_places=2)
    debt = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="funding_loaninstalment_number"
            ),
            models.CheckConstraint(
                condition=models.Q(capital__gte=ZERO, interest__gte=ZERO, debt__gte=ZERO),
                name="funding_loaninstalment_is_not_negative",
            ),
        ]
        indexes = [models.Index(fields=["due_on"])]

    def __str__(self) -> str:
        return f"{self.number}: {self.due_on}"


class Repayment(models.Model):
    """Money that came back, in euro: interest for the delay, interest and capital. Never changed.

    Without instalment it is an early repayment. `reference` is the bank's, and is recorded once for an
    instalment of a disbursement.
    """

    disbursement = models.ForeignKey(
        Disbursement, on_delete=models.PROTECT, related_name="repayments"
    )
    instalment = models.ForeignKey(
        LoanInstalment, null=True, blank=True, on_delete=models.PROTECT, related_name="repayments"
    )
    on = models.DateField()
    reference = models.CharField(max_length=60)
    late = models.DecimalField(max_digits=14, decimal_places=2)
    interest = models.DecimalField(max_digits=14, decimal_places=2)
    capital = models.DecimalField(max_digits=14, decimal_places=2)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["disbursement", "reference", "instalment"],
                nulls_distinct=False,
                name="funding_repayment_one_per_reference",
            ),
            models.CheckConstraint(
                condition=models.Q(late__gte=ZERO, interest__gte=ZERO, capital__gte=ZERO)
                & ~models.Q(late=ZERO, interest=ZERO, capital=ZERO)
                & ~models.Q(reference=""),
                name="funding_repayment_is_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.disbursement_id}: {self.amount}"

    @property
    def amount(self) -> Decimal:
        """All that was paid."""
        return self.late + self.interest + self.capital

    @property
    def key(self) -> str:
        """The key of the movement of its capital, and of itself as the record behind it."""
        return f"repayment/{self.pk}"


class InstalmentReminder(models.Model):
    """What was written about an instalment, once for each step (append-only)."""

    instalment = models.ForeignKey(
        LoanInstalment, on_delete=models.PROTECT, related_name="reminders"
    )
    step = models.CharField(max_length=10)
    letters = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instalment", "step"], name="funding_instalmentreminder_once_each_step"
            ),
            models.CheckConstraint(
                condition=models.Q(step__in=[each.value for each in InstalmentStep]),
                name="funding_instalmentreminder_step_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instalment_id}: {self.step}"
