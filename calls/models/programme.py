"""Funds, measures, lines and the acts that give them money. The euros are in the ledger."""

from decimal import Decimal
from typing import Any

from django.db import models

from calls.enums import BudgetKind
from wecare.core.constraints import both_or_neither
from wecare.core.money import ZERO


def _share() -> Any:
    return models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)


def _side(model: str, related_name: str) -> Any:
    return models.ForeignKey(
        model, on_delete=models.PROTECT, null=True, blank=True, related_name=related_name
    )


class Fund(models.Model):
    """Where money comes from: FSE, FESR, FSC. A line may change fund later by act.

    The shares say who pays it, in per cent: all three or, where they are not known, none.
    `shares_source` says where they come from, and whether they are to be confirmed.
    """

    code = models.SlugField(max_length=12, unique=True)
    title = models.CharField(max_length=200)
    eu_share = _share()
    state_share = _share()
    region_share = _share()
    shares_source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    eu_share__isnull=True, state_share__isnull=True, region_share__isnull=True
                )
                | models.Q(
                    eu_share__isnull=False,
                    state_share__isnull=False,
                    region_share__isnull=False,
                    eu_share__gte=0,
                    state_share__gte=0,
                    region_share__gte=0,
                    eu_share=100 - models.F("state_share") - models.F("region_share"),
                ),
                name="calls_fund_shares_make_the_whole",
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def shares(self) -> tuple[Decimal, Decimal, Decimal] | None:
        """What the Union, the State and the Region pay, in per cent; none if not known."""
        if self.eu_share is None or self.state_share is None or self.region_share is None:
            return None
        return (self.eu_share, self.state_share, self.region_share)


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


class BudgetMovement(models.Model):
    """What an act did to the money of lines and lots; written once by `calls.actions.budgets`.

    Who recorded it, and when, is in the ledger's movement of the same key. An amount never goes
    back: a correction is another movement, by another act.
    """

    kind = models.CharField(
        max_length=20,
        choices=[(each.value, each.value) for each in BudgetKind],
        default=BudgetKind.ALLOCATION.value,
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    act = models.ForeignKey("acts.Act", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    out_of_line = _side("calls.Line", "taken")
    out_of_fund = _side("calls.Fund", "taken")
    into_line = _side("calls.Line", "given")
    into_fund = _side("calls.Fund", "given")
    call = _side("calls.Call", "budget_movements")
    out_of_lot = models.CharField(max_length=40, blank=True)
    into_lot = models.CharField(max_length=40, blank=True)
    movement_key = models.CharField(max_length=200, unique=True)
    brought_by = _side("calls.BudgetImport", "movements")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=ZERO), name="calls_budgetmovement_amount_is_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[BudgetKind.ALLOCATION.value, BudgetKind.INCREASE.value],
                    out_of_line__isnull=True,
                    into_line__isnull=False,
                )
                | models.Q(
                    kind=BudgetKind.TRANSFER.value,
                    out_of_line__isnull=False,
                    into_line__isnull=False,
                )
                | models.Q(
                    kind=BudgetKind.REDUCTION.value,
                    out_of_line__isnull=False,
                    into_line__isnull=True,
                ),
                name="calls_budgetmovement_sides_suit_its_kind",
            ),
            both_or_neither("out_of_line", "out_of_fund"),
            both_or_neither("into_line", "into_fund"),
            models.CheckConstraint(
                condition=models.Q(call__isnull=True, out_of_lot="", into_lot="")
                | models.Q(call__isnull=False)
                & (~models.Q(out_of_lot="") | ~models.Q(into_lot="")),
                name="calls_budgetmovement_lot_with_its_call",
            ),
        ]

    def __str__(self) -> str:
        return self.movement_key


class Milestone(models.Model):
    """An act in the story of a measure that moves no known amount: what it decided, in a sentence."""

    measure = models.ForeignKey(
        "calls.Measure", on_delete=models.PROTECT, related_name="milestones"
    )
    act = models.ForeignKey("acts.Act", on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "act"], name="calls_milestone_once_for_a_measure_and_act"
            )
        ]

    def __str__(self) -> str:
        return self.text
