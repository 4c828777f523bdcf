"""Allocations become movements of the budget: given, increased, transferred, reduced, each by act."""

from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

KINDS = ["allocation", "increase", "transfer", "reduction"]


def side(model, related_name):
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to=model,
    )


def both_or_neither(first, second):
    given = models.Q((f"{second}__isnull", False), (f"{first}__isnull", False))
    absent = models.Q((f"{second}__isnull", True), (f"{first}__isnull", True))
    return models.CheckConstraint(
        condition=models.Q(given, absent, _connector="OR"),
        name=f"calls_budgetmovement_{first}_with_{second}",
    )


class Migration(migrations.Migration):
    dependencies = [("calls", "0002_rules_held_by_the_database")]

    operations = [
        migrations.RemoveConstraint(
            model_name="allocation", name="calls_allocation_amount_is_positive"
        ),
        migrations.RenameModel("Allocation", "BudgetMovement"),
        migrations.RenameField("budgetmovement", "line", "into_line"),
        migrations.RenameField("budgetmovement", "fund", "into_fund"),
        migrations.AlterField("budgetmovement", "into_line", side("calls.line", "given")),
        migrations.AlterField("budgetmovement", "into_fund", side("calls.fund", "given")),
        migrations.AddField("budgetmovement", "out_of_line", side("calls.line", "taken")),
        migrations.AddField("budgetmovement", "out_of_fund", side("calls.fund", "taken")),
        migrations.AddField("budgetmovement", "call", side("calls.call", "budget_movements")),
        migrations.AddField(
            "budgetmovement",
            "kind",
            models.CharField(
                choices=[(kind, kind) for kind in KINDS], default="allocation", max_length=20
            ),
        ),
        migrations.AddField(
            "budgetmovement",
            "reason",
            models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            "budgetmovement",
            "out_of_lot",
            models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            "budgetmovement",
            "into_lot",
            models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "budgetmovement",
            models.CheckConstraint(
                condition=models.Q(("amount__gt", Decimal("0.00"))),
                name="calls_budgetmovement_amount_is_positive",
            ),
        ),
        migrations.AddConstraint(
            "budgetmovement",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("into_line__isnull", False),
                        ("kind__in", ["allocation", "increase"]),
                        ("out_of_line__isnull", True),
                    ),
                    models.Q(
                        ("into_line__isnull", False),
                        ("kind", "transfer"),
                        ("out_of_line__isnull", False),
                    ),
                    models.Q(
                        ("into_line__isnull", True),
                        ("kind", "reduction"),
                        ("out_of_line__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="calls_budgetmovement_sides_suit_its_kind",
            ),
        ),
        migrations.AddConstraint("budgetmovement", both_or_neither("out_of_line", "out_of_fund")),
        migrations.AddConstraint("budgetmovement", both_or_neither("into_line", "into_fund")),
        migrations.AddConstraint(
            "budgetmovement",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("call__isnull", True), ("into_lot", ""), ("out_of_lot", "")),
                    models.Q(
                        ("call__isnull", False),
                        models.Q(
                            models.Q(("out_of_lot", ""), _negated=True),
                            models.Q(("into_lot", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="calls_budgetmovement_lot_with_its_call",
            ),
        ),
    ]
