"""Requests for payment, their sureties and files, how they are checked and approved."""

from django.conf import settings
from django.db import models

from funding.enums import InstalmentKind, PaymentState
from wecare.core.money import ZERO

_PERSON = settings.AUTH_USER_MODEL
_OPEN = [
    each.value for each in PaymentState if each not in {PaymentState.PAID, PaymentState.WITHDRAWN}
]
_GOES = [PaymentState.CHECKED, PaymentState.APPROVED, PaymentState.ORDERED, PaymentState.PAID]


class PaymentRequest(models.Model):
    """What a beneficiary asks of an award, in euro; `proposed` is what the last check says to pay.

    Account and amount change only while it is with the beneficiary, `proposed` only by a check; once
    paid nothing changes (triggers). One of a kind is open at a time. `round` counts the sendings.
    """

    award = models.ForeignKey("funding.Award", on_delete=models.PROTECT, related_name="payments")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default=PaymentState.ASKED.value)
    round = models.PositiveSmallIntegerField(default=1)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    proposed = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    iban = models.CharField(max_length=34)
    holder = models.CharField(max_length=140)
    note = models.TextField(blank=True)
    returned_because = models.TextField(blank=True)
    asked_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award", "number"], name="funding_payment_number_unique"
            ),
            models.UniqueConstraint(
                fields=["award", "kind"],
                condition=models.Q(state__in=_OPEN),
                name="funding_payment_one_open_of_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[each.value for each in InstalmentKind]),
                name="funding_payment_kind_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[each.value for each in PaymentState]),
                name="funding_payment_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gt=ZERO)
                & (
                    models.Q(proposed=None)
                    | models.Q(proposed__gt=ZERO, proposed__lte=models.F("amount"))
                ),
                name="funding_payment_proposes_at_most_what_is_asked",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[each.value for each in _GOES])
                | models.Q(proposed__isnull=False),
                name="funding_payment_goes_on_with_a_proposal",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=_OPEN, closed_at=None)
                | (~models.Q(state__in=_OPEN) & models.Q(closed_at__isnull=False)),
                name="funding_payment_closes_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=PaymentState.RETURNED.value)
                | ~models.Q(returned_because=""),
                name="funding_payment_returns_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"])]

    def __str__(self) -> str:
        return f"{self.award_id}/{self.number}: {self.amount}"

    @property
    def key(self) -> str:
        """Its name as the basis of a movement."""
        return f"payment-request/{self.pk}"

    @property
    def movement_key(self) -> str:
        """The key of the one movement that pays it."""
        return f"payment/{self.pk}"


class Surety(models.Model):
    """What a private body gives against an advance (fideiussione), in euro; never changed (trigger)."""

    payment = models.ForeignKey(
        "funding.PaymentRequest", on_delete=models.PROTECT, related_name="sureties"
    )
    number = models.CharField(max_length=60)
    issuer = models.CharField(max_length=140)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    expires_on = models.DateField()
    filename = models.CharField(max_length=150)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    brought_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=ZERO) & ~models.Q(number="") & ~models.Q(issuer=""),
                name="funding_surety_says_who_and_how_much",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.amount}"


class PaymentFile(models.Model):
    """A file that comes with a request; never changed (trigger)."""

    payment = models.ForeignKey(
        "funding.PaymentRequest", on_delete=models.PROTECT, related_name="files"
    )
    filename = models.CharField(max_length=150)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    brought_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.filename


class PaymentCheck(models.Model):
    """What an officer found of a request, and what to pay; never changed (trigger).

    `findings` are the points of the checklist, each with key, sentence and whether it holds; without
    `proposed` the request went back to its beneficiary.
    """

    payment = models.ForeignKey(
        "funding.PaymentRequest", on_delete=models.PROTECT, related_name="checks"
    )
    round = models.PositiveSmallIntegerField()
    findings = models.JSONField()
    proposed = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    reason = models.TextField(blank=True)
    checked_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(proposed__gt=ZERO) | ~models.Q(reason=""),
                name="funding_paymentcheck_proposes_or_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.proposed}"


class PaymentApproval(models.Model):
    """One person's yes or no to what a check proposes; never changed (trigger).

    Nobody decides on what they checked or asked, nor twice on the same check (trigger, constraint).
    """

    check_of = models.ForeignKey(
        "funding.PaymentCheck", on_delete=models.PROTECT, related_name="approvals"
    )
    step = models.PositiveSmallIntegerField()
    approved = models.BooleanField()
    reason = models.TextField(blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    limit = models.ForeignKey(
        "funding.SpendingLimit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["check_of", "decided_by"], name="funding_approval_one_per_person"
            ),
            models.UniqueConstraint(
                fields=["check_of", "step"], name="funding_approval_steps_follow"
            ),
            models.CheckConstraint(
                condition=models.Q(approved=True, limit__isnull=False)
                | (models.Q(approved=False) & ~models.Q(reason="")),
                name="funding_approval_within_a_limit_or_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_of_id}/{self.step}: {self.approved}"
