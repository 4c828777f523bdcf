"""On which budget year each euro falls that stands committed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wecare.acts.engine.years import FIRST_YEAR, LAST_YEAR
from wecare.core.money import ZERO


class YearShift(models.Model):
    """What stood committed on a budget year and was moved to another, by act; never changed.

    Money stays where it is, on its award and its fund: the year changes (art. 3, c. 4, D.Lgs 118/2011).
    """

    key = models.CharField(max_length=200, unique=True)
    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="year_shifts")
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.TextField()
    act = models.ForeignKey("acts.Act", on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=ZERO), name="funding_yearshift_moves_something"
            ),
            models.CheckConstraint(
                condition=~Q(from_year=models.F("to_year")),
                name="funding_yearshift_changes_the_year",
            ),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(reason=""), name="funding_yearshift_has_key_and_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_year} → {self.to_year}: {self.amount}"


class YearPosting(models.Model):
    """What a posting on committed money adds to a budget year, in euro; negative takes away.

    The years of a posting are together the posting; those of a shift are nothing together. No year of
    an account goes below zero (trigger).
    """

    account = models.ForeignKey("ledger.Account", on_delete=models.PROTECT, related_name="years")
    posting = models.ForeignKey(
        "ledger.Posting", null=True, on_delete=models.PROTECT, related_name="years"
    )
    shift = models.ForeignKey(YearShift, null=True, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="funding_yearposting_is_something"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="funding_yearposting_year_is_one",
            ),
            models.CheckConstraint(
                condition=Q(posting__isnull=False, shift=None)
                | Q(posting=None, shift__isnull=False),
                name="funding_yearposting_has_one_cause",
            ),
            models.UniqueConstraint(
                fields=["posting", "year"], name="funding_yearposting_once_per_posting"
            ),
            models.UniqueConstraint(
                fields=["shift", "account", "year"], name="funding_yearposting_once_per_shift"
            ),
        ]
        indexes = [models.Index(fields=["account", "year"])]

    def __str__(self) -> str:
        return f"{self.account_id}, {self.year}: {self.amount}"
