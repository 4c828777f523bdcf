"""Funds, measures, lines and the acts that give them money. The euros are in the ledger."""

from django.db import models

from wecare.core.money import ZERO


class Fund(models.Model):
    """Where money comes from: FSE, FESR, FSC. A line may change fund later by act."""

    code = models.SlugField(max_length=12, unique=True)
    title = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.code


class Measure(models.Model):
    """One of the measures of the strategy (D.G.R. 22-5076/2017), known by its stable code."""

    code = models.SlugField(max_length=12, unique=True)
    title = models.CharField(max_length=200)
    aim = models.TextField(blank=True)
    beneficiaries = models.TextField(blank=True)
    procedure = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(unique=True)
    source_mark = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.code} – {self.title}"


class Line(models.Model):
    """A part of a measure that has money of its own; every measure has at least one."""

    measure = models.ForeignKey("calls.Measure", on_delete=models.PROTECT, related_name="lines")
    code = models.SlugField(max_length=12)
    title = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "code"], name="calls_line_code_unique_in_measure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure.code}/{self.code}"


class Allocation(models.Model):
    """Money given to a line from a fund by an act; moved by `calls.actions.budgets`."""

    line = models.ForeignKey("calls.Line", on_delete=models.PROTECT, related_name="allocations")
    fund = models.ForeignKey("calls.Fund", on_delete=models.PROTECT, related_name="allocations")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    act = models.ForeignKey("acts.Act", on_delete=models.PROTECT, related_name="+")
    movement_key = models.CharField(max_length=200, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=ZERO), name="calls_allocation_amount_is_positive"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.fund} {self.amount}"
