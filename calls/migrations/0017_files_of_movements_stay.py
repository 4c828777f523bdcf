"""Which file was brought, by whom, and when it was recorded, never changes; none is removed."""

from django.db import migrations

from wecare.core.triggers import frozen_columns_trigger


class Migration(migrations.Migration):
    dependencies = [("calls", "0016_budgets_come_by_file"), ("core", "0002_triggers")]

    operations = [
        frozen_columns_trigger(
            "calls_budgetimport",
            frozen=["id", "file_id", "filename", "rows", "started_at", "started_by_id"],
            set_once=["recorded_at"],
        )
    ]
