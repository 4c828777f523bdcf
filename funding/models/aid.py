"""How an award is divided into forms of aid."""

from decimal import Decimal

from django.conf import settings
from django.db import models

from calls.enums import AidForm
from funding.engine.amortisation import Terms
from funding.enums import RepaymentMethod
from wecare.core.money import ZERO

_LOAN = ("annual_rate", "months", "grace_months", "every_months", "method")
_GUARANTEE = ("guaranteed_percent", "guaranteed_amount")


class AidDivision(models.Model):
    """The forms in which an award is given, written by an officer and confirmed once by a manager.

    From then on nothing of it changes, and its components sum to what the award is worth (triggers).
    """

    award = models.OneToOneField("funding.Award", on_delete=models.PROTECT, related_name="division")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None, confirmed_at=None)
                | (
                    models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                    & ~models.Q(confirmed_by=models.F("written_by"))
                ),
                name="funding_aid_division_is_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}"

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None


def _all(names: tuple[str, ...], *, absent: bool) -> models.Q:
    return models.Q(**{f"{name}__isnull": absent for name in names})


class AidComponent(models.Model):
    """What an award gives in one form, in euro; of a guarantee, what is set aside for it.

    A loan has its conditions, in percent and months; a guarantee the share of a loss that it pays, in
    percent, and the most that it pays in all.
    """

    division = models.ForeignKey(AidDivision, on_delete=models.CASCADE, related_name="components")
    form = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    annual_rate = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    grace_months = models.PositiveSmallIntegerField(null=True, blank=True)
    every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    method = models.CharField(max_length=20, null=True, blank=True)  # noqa: DJ001 -- of loans alone
    guaranteed_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    guaranteed_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division", "form"], name="funding_aid_component_one_per_form"
            ),
            models.CheckConstraint(
                condition=models.Q(form__in=[form.value for form in AidForm], amount__gt=ZERO),
                name="funding_aid_component_form_and_amount",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(form=AidForm.LOAN.value)
                    & _all(_LOAN, absent=False)
                    & models.Q(
                        annual_rate__gte=0,
                        annual_rate__lte=100,
                        every_months__gt=0,
                        grace_months__lt=models.F("months"),
                        method__in=[method.value for method in RepaymentMethod],
                    )
                )
                | (~models.Q(form=AidForm.LOAN.value) & _all(_LOAN, absent=True)),
                name="funding_aid_component_loan_conditions",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(form=AidForm.GUARANTEE.value)
                    & _all(_GUARANTEE, absent=False)
                    & models.Q(
                        guaranteed_percent__gt=0,
                        guaranteed_percent__lte=100,
                        guaranteed_amount__gte=models.F("amount"),
                    )
                )
                | (~models.Q(form=AidForm.GUARANTEE.value) & _all(_GUARANTEE, absent=True)),
                name="funding_aid_component_guarantee_conditions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form}: {self.amount}"

    @property
    def terms(self) -> Terms:
        """The conditions of the loan.

        :raises TermsRefused: if they make no plan, or the component is no loan.
        """
        return Terms(
            annual_rate=Decimal(-1) if self.annual_rate is None else self.annual_rate,
            months=self.months or 0,
            grace_months=self.grace_months or 0,
            every_months=self.every_months or 0,
            method=RepaymentMethod(self.method or RepaymentMethod.CONSTANT_INSTALMENT),
        )
