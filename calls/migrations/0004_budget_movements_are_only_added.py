"""What an act did to the budget is never rewritten: a correction is another movement."""

from django.db import migrations

from wecare.core.triggers import append_only_trigger


class Migration(migrations.Migration):
    dependencies = [("calls", "0003_budgets_move_by_act"), ("core", "0002_triggers")]

    operations = [append_only_trigger("calls_budgetmovement")]
