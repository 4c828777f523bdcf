"""What a beneficiary spent: reports, the documents that prove it, and what each line imputes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from funding.enums import ExpenseKind, LineState, ReportState
from wecare.core.constraints import both_or_neither
from wecare.core.money import ZERO


def _amount(**options: object) -> models.DecimalField:
    return models.DecimalField(max_digits=14, decimal_places=2, **options)  # type: ignore[arg-type]


def _person(*, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=null,
        blank=null,
        related_name="+",
    )


class ExpenseReport(models.Model):
    """What was spent in a period of a project; once sent, what it says never changes (trigger).

    A project may be granted anew by a later decree: its reports go on with the new award, and `award`
    is the one that stood when this one was begun.

    `accepted_lines`, `flat` and `cut` are euro, known when it is closed: what the lines were accepted
    for, what the flat rates add, what the limits of the rules take away at the final one.
    """

    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="expense_reports"
    )
    award = models.ForeignKey(
        "funding.Award", on_delete=models.PROTECT, related_name="expense_reports"
    )
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    is_final = models.BooleanField(default=False)
    state = models.CharField(max_length=20, default=ReportState.DRAFT.value)
    started_by = _person()
    started_at = models.DateTimeField()
    sent_by = _person(null=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # of what was sent
    checked_by = _person(null=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    closed_by = _person(null=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_note = models.TextField(blank=True)
    accepted_lines = _amount(null=True, blank=True)
    flat = _amount(null=True, blank=True)
    cut = _amount(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "number"], name="funding_expensereport_number_unique"
            ),
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(state=ReportState.DRAFT.value),
                name="funding_expensereport_one_open",
            ),
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(is_final=True),
                name="funding_expensereport_one_final",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="funding_expensereport_period_has_an_order",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ReportState]),
                name="funding_expensereport_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT.value, sent_at=None, digest="")
                | ~Q(state=ReportState.DRAFT.value) & Q(sent_at__isnull=False) & ~Q(digest=""),
                name="funding_expensereport_sent_has_its_digest",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ReportState.CLOSED.value,
                    closed_at__isnull=False,
                    accepted_lines__gte=ZERO,
                    flat__gte=ZERO,
                    cut__gte=ZERO,
                )
                | ~Q(state=ReportState.CLOSED.value)
                & Q(closed_at=None, accepted_lines=None, flat=None, cut=None),
                name="funding_expensereport_closed_has_its_sums",
            ),
            both_or_neither("sent_at", "sent_by"),
            both_or_neither("checked_at", "checked_by"),
            both_or_neither("closed_at", "closed_by"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.number}"


class ExpenseDocument(models.Model):
    """An invoice, a pay slip or another proof of expense, of a report.

    `identity` is issuer, kind, day and number as far as they tell a document from others, so that the
    same one is found anywhere in the portal.
    """

    report = models.ForeignKey(
        "funding.ExpenseReport", on_delete=models.PROTECT, related_name="documents"
    )
    submission = models.ForeignKey(
        "applicants.Submission", on_delete=models.PROTECT, related_name="+"
    )
    member = models.CharField(max_length=16)  # fiscal code of who spent
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=60)
    date = models.DateField()
    issuer_name = models.CharField(max_length=200)
    issuer_code = models.CharField(max_length=16)
    total = _amount()
    vat = _amount(default=ZERO)
    paid_on = models.DateField(null=True, blank=True)
    identity = models.CharField(max_length=64)
    filename = models.CharField(max_length=150, blank=True)
    file = models.ForeignKey(
        "core.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_by = _person()
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "identity"], name="funding_expensedocument_once_in_a_project"
            ),
            models.CheckConstraint(
                condition=Q(total__gt=ZERO, vat__gte=ZERO) & Q(vat__lt=F("total")),
                name="funding_expensedocument_has_a_total",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ExpenseKind]),
                name="funding_expensedocument_kind_is_known",
            ),
        ]
        indexes = [
            models.Index(fields=["identity"]),
            models.Index(fields=["report", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.issuer_name}"


class ExpenseLine(models.Model):
    """How much of a document is imputed to a kind of expense, and what the office says of it.

    `accepted` is euro, none until it is decided; `version` grows with each decision, so that of two
    officers the second is told.
    """

    report = models.ForeignKey(
        "funding.ExpenseReport", on_delete=models.PROTECT, related_name="lines"
    )
    document = models.ForeignKey(
        "funding.ExpenseDocument", on_delete=models.CASCADE, related_name="lines"
    )
    member = models.CharField(max_length=16)
    category = models.CharField(max_length=40)
    description = models.CharField(max_length=300, blank=True)
    amount = _amount()
    state = models.CharField(max_length=20, default=LineState.TO_CHECK.value)
    accepted = _amount(null=True, blank=True)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    checked_by = _person(null=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=ZERO), name="funding_expenseline_amount_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(state=LineState.TO_CHECK.value, accepted=None, checked_at=None)
                | Q(
                    state=LineState.ACCEPTED.value,
                    accepted=F("amount"),
                    checked_at__isnull=False,
                )
                | Q(
                    state=LineState.PARTLY.value,
                    accepted__gt=ZERO,
                    accepted__lt=F("amount"),
                    checked_at__isnull=False,
                )
                & ~Q(reason="")
                | Q(
                    state=LineState.REFUSED.value,
                    accepted=ZERO,
                    checked_at__isnull=False,
                )
                & ~Q(reason=""),
                name="funding_expenseline_accepted_within_what_was_imputed",
            ),
            both_or_neither("checked_at", "checked_by"),
        ]
        indexes = [
            models.Index(fields=["report", "id"]),
            models.Index(
                fields=["report", "id"],
                condition=Q(state=LineState.TO_CHECK.value),
                name="funding_expenseline_to_check",
            ),
            models.Index(
                fields=["report", "member", "category"],
                include=["amount", "accepted"],
                name="funding_expenseline_sums",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.amount}"


class ExpenseImport(models.Model):
    """A file of expenses brought to a report: recorded whole, or refused with what is wrong.

    `done` is how many rows the worker has gone through, written beside its transaction.
    """

    report = models.ForeignKey(
        "funding.ExpenseReport", on_delete=models.PROTECT, related_name="imports"
    )
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=150)
    members = models.JSONField()  # fiscal codes for which whoever brought it writes
    state = models.CharField(max_length=20)
    rows = models.PositiveIntegerField()
    problems = models.JSONField(default=list)  # [row, column, sentence]
    attempts = models.PositiveSmallIntegerField(default=0)
    started_by = _person()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", finished_at=None)
                | Q(state__in=["recorded", "refused", "failed"], finished_at__isnull=False),
                name="funding_expenseimport_state_is_known",
            )
        ]
        indexes = [
            models.Index(
                fields=["started_at"],
                condition=Q(state="waiting"),
                name="funding_expenseimport_pending",
            )
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.pk})"


class ExpenseProgress(models.Model):
    """How far the worker is with a file; a row of its own, written beside the worker's transaction."""

    of = models.OneToOneField(
        "funding.ExpenseImport", on_delete=models.CASCADE, primary_key=True, related_name="progress"
    )
    done = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "expense progresses"

    def __str__(self) -> str:
        return f"{self.of_id}: {self.done}"
