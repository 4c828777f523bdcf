"""Files of movements of the budget: tried, confirmed, recorded whole or not at all."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from calls.enums import ImportStage, ImportState, RemarkKind
from wecare.core.constraints import both_or_neither


def _person(*, null: bool) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=null,
        blank=null,
        related_name="+",
    )


class BudgetImport(models.Model):
    """A file of movements and how far it is. Moved by `calls.actions.imports` alone.

    `effects` and `seen` are what the last trial found: the figures before and after, and the mark
    of all that was read. `asked_at` is since when it waits for a worker.
    """

    state = models.CharField(max_length=20, default=ImportState.CHECKING.value)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    language = models.CharField(max_length=10)  # of the sentences about its rows
    rows = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    started_by = _person(null=False)
    turn = models.PositiveIntegerField(default=1)  # how many times it was tried
    asked_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    new_rows = models.PositiveIntegerField(default=0)
    known_rows = models.PositiveIntegerField(default=0)
    wrong_rows = models.PositiveIntegerField(default=0)
    effects = models.JSONField(default=list)
    seen = models.CharField(max_length=64, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = _person(null=True)
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ImportState]),
                name="calls_budgetimport_state_is_known",
            ),
            both_or_neither("confirmed_at", "confirmed_by"),
            models.CheckConstraint(
                condition=~Q(state__in=[ImportState.CONFIRMED.value, ImportState.RECORDED.value])
                | Q(confirmed_at__isnull=False, wrong_rows=0, new_rows__gt=0) & ~Q(seen=""),
                name="calls_budgetimport_confirmed_after_a_whole_trial",
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.RECORDED.value, recorded_at__isnull=False)
                | ~Q(state=ImportState.RECORDED.value) & Q(recorded_at__isnull=True),
                name="calls_budgetimport_says_when_it_was_recorded",
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(state__in=[ImportState.CHECKING.value, ImportState.CONFIRMED.value]),
                name="calls_budgetimport_pending",
            )
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.pk})"


class ImportProgress(models.Model):
    """How far the worker is, and until when it holds the import.

    It has a row of its own because it is written beside the worker's transaction, by another
    connection, and shows while that runs: the row of the import itself is locked by then.
    """

    of = models.OneToOneField(
        "calls.BudgetImport", on_delete=models.CASCADE, primary_key=True, related_name="progress"
    )
    stage = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)  # rows, in this stage
    claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "import progresses"
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=["", *(stage.value for stage in ImportStage)]),
                name="calls_importprogress_stage_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.of_id}: {self.stage} {self.done}"


class ImportRemark(models.Model):
    """What the last trial says of a row: why it is refused, or that it is recorded already."""

    of = models.ForeignKey("calls.BudgetImport", on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=10)
    row = models.PositiveIntegerField()  # as the spreadsheet counts them: the headings are row 1
    column = models.CharField(max_length=20, blank=True)
    text = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in RemarkKind]),
                name="calls_importremark_kind_is_known",
            )
        ]
        indexes = [models.Index(fields=["of", "kind", "row", "id"], name="calls_importremark_rows")]

    def __str__(self) -> str:
        return f"{self.row} {self.column}: {self.text}"
