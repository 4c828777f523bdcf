"""A draft is reminded of its own term as of a window of the call: one of the two, once each time."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("applicants", "0019_partners_take_part_by_themselves"),
        ("calls", "0017_files_of_movements_stay"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reminder",
            name="window",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="calls.window",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="term",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminders",
                to="applicants.phaseterm",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("term", "step"), name="applicants_reminder_once_for_a_term"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(("term__isnull", False), ("window", None))
                | models.Q(("term", None), ("window__isnull", False)),
                name="applicants_reminder_of_a_window_or_of_a_term",
            ),
        ),
    ]
