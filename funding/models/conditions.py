"""What a call wants before it grants and pays, and what registers answered."""

from django.conf import settings
from django.db import models

from calls.enums import AidRegime
from funding.enums import RegisterKind, RegisterOutcome
from wecare.core.money import ZERO


class CallConditions(models.Model):
    """Which conditions a call wants, by which act; the last row of a call counts (append-only).

    `regime` counts only where the rulebook says nothing of State aid; blank says nothing either.
    """

    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="conditions_set")
    regime = models.CharField(max_length=20, blank=True)
    cup = models.BooleanField(default=False)
    durc = models.BooleanField(default=False)
    antimafia = models.BooleanField(default=False)
    acceptance = models.BooleanField(default=False)
    act = models.ForeignKey("acts.Act", on_delete=models.PROTECT, related_name="+")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(regime__in=["", *(each.value for each in AidRegime)]),
                name="funding_callconditions_regime_is_known",
            )
        ]
        indexes = [models.Index(fields=["call", "-id"])]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.act_id}"


class RegisterAnswer(models.Model):
    """What a register said of an organisation that takes part in a sent application (append-only).

    The organisation is known by its fiscal code, as in what was sent. The last row of application,
    organisation and kind counts; a correction is a new row. `source` is the adapter that was asked,
    blank where the office wrote the answer by hand. `amount` are euro of de minimis aid in the whole
    period, `linked` the fiscal codes of the same single undertaking, as declared.
    """

    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="register_answers"
    )
    fiscal_code = models.CharField(max_length=16)
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=60, blank=True)
    on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, default=RegisterOutcome.REGULAR.value)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    linked = models.JSONField(default=list, blank=True)
    note = models.TextField(blank=True)
    file = models.ForeignKey(
        "core.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    filename = models.CharField(max_length=150, blank=True)
    source = models.CharField(max_length=20, blank=True)
    demonstration = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[each.value for each in RegisterKind]),
                name="funding_registeranswer_kind_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=[each.value for each in RegisterOutcome]),
                name="funding_registeranswer_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("on")),
                name="funding_registeranswer_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(amount=None) | models.Q(amount__gte=ZERO),
                name="funding_registeranswer_amount_is_not_negative",
            ),
            models.CheckConstraint(
                condition=~models.Q(fiscal_code=""), name="funding_registeranswer_is_of_somebody"
            ),
            models.CheckConstraint(
                condition=~models.Q(number="")
                | models.Q(outcome__in=[RegisterOutcome.AWAITED.value, RegisterOutcome.VOID.value]),
                name="funding_registeranswer_has_its_number",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=RegisterOutcome.VOID.value) | ~models.Q(note=""),
                name="funding_registeranswer_a_void_has_its_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["submission", "fiscal_code", "kind", "-id"]),
            models.Index(fields=["kind", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class ResolutiveCondition(models.Model):
    """A manager's decision to go on without an antimafia information that was asked for (append-only).

    Art. 92 c. 3 of D.Lgs. 159/2011: once its days passed (`term` is the last of them), or before in
    urgency, with the reason. It is about one answer that is awaited: who asks again decides again.
    """

    answer = models.OneToOneField(
        "funding.RegisterAnswer", on_delete=models.PROTECT, related_name="resolutive"
    )
    term = models.DateField()
    urgent = models.BooleanField()
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(urgent=False) | ~models.Q(reason=""),
                name="funding_resolutivecondition_an_urgency_has_its_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.decided_at}"
