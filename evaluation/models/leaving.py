"""What happens to those with money after the list: who leaves, who answers an offer in part."""

from django.conf import settings
from django.db import models

from evaluation.enums import DepartureKind, OfferReply
from wecare.core.money import ZERO

_BY_ACT = (DepartureKind.REVOKED.value, DepartureKind.LAPSED_OFFER.value)


class Departure(models.Model):
    """That an application gives back, or is taken, what a published list granted it; never undone.

    The next version of the list is drawn up without it. Who is made to leave, leaves by act.
    """

    submission = models.OneToOneField(
        "applicants.Submission", on_delete=models.PROTECT, related_name="departure"
    )
    ranked_list = models.ForeignKey(
        "evaluation.RankedList", on_delete=models.PROTECT, related_name="departures"
    )
    kind = models.CharField(max_length=20)
    reason = models.TextField()
    act = models.ForeignKey(
        "acts.Act", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[each.value for each in DepartureKind]),
                name="evaluation_departure_kind_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=_BY_ACT, act__isnull=False)
                | ~models.Q(kind__in=_BY_ACT),
                name="evaluation_departure_against_ones_will_is_by_act",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="evaluation_departure_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.kind}"


class OfferAnswer(models.Model):
    """What a beneficiary answers to an offer in part; one answer for each offer, never changed.

    `amount` is the contribution that is accepted, in euro; `project_value` what the re-shaped
    project costs in all.
    """

    ranked_list = models.ForeignKey(
        "evaluation.RankedList", on_delete=models.PROTECT, related_name="offer_answers"
    )
    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="offer_answers"
    )
    reply = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    project_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    note = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ranked_list", "submission"], name="evaluation_offeranswer_once"
            ),
            models.CheckConstraint(
                condition=models.Q(reply__in=[each.value for each in OfferReply]),
                name="evaluation_offeranswer_reply_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(reply=OfferReply.REFUSED.value, amount=ZERO)
                | (~models.Q(reply=OfferReply.REFUSED.value) & models.Q(amount__gt=ZERO)),
                name="evaluation_offeranswer_amount_goes_with_reply",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    reply=OfferReply.RESHAPED.value,
                    project_value__isnull=False,
                    project_value__gte=models.F("amount"),
                )
                & ~models.Q(note="")
                | (~models.Q(reply=OfferReply.RESHAPED.value) & models.Q(project_value=None)),
                name="evaluation_offeranswer_reshaped_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ranked_list_id}/{self.submission_id}: {self.reply}"
