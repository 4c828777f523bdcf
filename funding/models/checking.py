"""How the office looks at expenses: samples drawn from a report, visits on the spot, and results."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wecare.core.constraints import both_or_neither


def _person(*, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=null,
        blank=null,
        related_name="+",
    )


class ExpenseSample(models.Model):
    """A draw among the lines of a report: share, seed, method, from how many; never changed.

    The lines are known by their keys; `drawn` are those that came out, the lowest ticket first.
    """

    report = models.OneToOneField(
        "funding.ExpenseReport", on_delete=models.PROTECT, related_name="sample"
    )
    share = models.DecimalField(max_digits=5, decimal_places=2)  # per cent
    seed = models.CharField(max_length=64)
    method = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()
    drawn = models.JSONField()
    drawn_by = _person()
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=100),
                name="funding_expensesample_share_is_per_cent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.share}"


class OnSiteCheck(models.Model):
    """A visit to a project with its minutes; never changed."""

    award = models.ForeignKey("funding.Award", on_delete=models.PROTECT, related_name="visits")
    report = models.ForeignKey(
        "funding.ExpenseReport",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="visits",
    )
    on = models.DateField()
    place = models.CharField(max_length=200)
    people = models.TextField()
    findings = models.TextField()
    filename = models.CharField(max_length=150)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    recorded_by = _person()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(people="") & ~Q(findings="") & ~Q(place=""),
                name="funding_onsitecheck_says_who_and_what",
            )
        ]
        indexes = [models.Index(fields=["award", "on"])]

    def __str__(self) -> str:
        return f"{self.award_id}, {self.on}"


class Indicator(models.Model):
    """What the projects of a call are asked for twice a year.

    `counts_people`: a small figure could point at somebody, so the public page does not say it.
    """

    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    counts_people = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "code"], name="funding_indicator_code_unique")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class IndicatorValue(models.Model):
    """What a project reached in a half-year; once the office confirmed it, it stays (trigger)."""

    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="results"
    )
    indicator = models.ForeignKey(
        "funding.Indicator", on_delete=models.PROTECT, related_name="values"
    )
    year = models.PositiveSmallIntegerField()
    half = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    saved_by = _person()
    saved_at = models.DateTimeField()
    confirmed_by = _person(null=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "indicator", "year", "half"],
                name="funding_indicatorvalue_once_in_a_half_year",
            ),
            models.CheckConstraint(
                condition=Q(half__in=[1, 2], value__gte=0, year__gte=2000, year__lte=2100),
                name="funding_indicatorvalue_is_of_a_half_year",
            ),
            both_or_neither("confirmed_at", "confirmed_by"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}, {self.year}/{self.half}: {self.value}"
