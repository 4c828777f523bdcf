"""The second officer's check on a sample that anybody can draw again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from evaluation.enums import SecondView


class CheckSample(models.Model):
    """A draw among the checks that were decided: share, seed, method, and from what; never changed."""

    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="check_samples")
    number = models.PositiveSmallIntegerField()
    share = models.DecimalField(max_digits=5, decimal_places=2)  # per cent
    seed = models.CharField(max_length=64)
    method = models.PositiveSmallIntegerField()
    protocols = models.JSONField()
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "number"], name="evaluation_checksample_number_unique"
            ),
            models.CheckConstraint(
                condition=Q(share__gte=1) & Q(share__lte=100),
                name="evaluation_checksample_share_is_per_cent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}/{self.number}"


class SampledCheck(models.Model):
    """One check that was drawn: the second officer says once whether they agree.

    `first` decided it, and is never who looks again.
    """

    sample = models.ForeignKey(
        "evaluation.CheckSample", on_delete=models.PROTECT, related_name="checks"
    )
    place = models.PositiveIntegerField()
    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="sampled_checks"
    )
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    view = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sample", "submission"], name="evaluation_sampledcheck_once_in_a_sample"
            ),
            models.UniqueConstraint(
                fields=["sample", "place"], name="evaluation_sampledcheck_place_unique"
            ),
            models.CheckConstraint(
                condition=Q(view="", second=None, looked_at=None)
                | Q(
                    view__in=[each.value for each in SecondView],
                    second__isnull=False,
                    looked_at__isnull=False,
                ),
                name="evaluation_sampledcheck_view_has_its_record",
            ),
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("first")),
                name="evaluation_sampledcheck_second_is_not_the_first",
            ),
            models.CheckConstraint(
                condition=~Q(view=SecondView.DISAGREES.value) | ~Q(reason=""),
                name="evaluation_sampledcheck_disagreement_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample_id}/{self.place}"
