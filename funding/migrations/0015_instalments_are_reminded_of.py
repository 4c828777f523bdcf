"""What is written about the instalments of loans, once for each step: only ever added."""

import django.db.models.deletion
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0014_awards_are_listed_and_kept_in_dossiers"),
    ]

    operations = [
        migrations.CreateModel(
            name="InstalmentReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=10)),
                ("letters", models.PositiveSmallIntegerField()),
                ("written_at", models.DateTimeField()),
                (
                    "instalment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="funding.loaninstalment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("instalment", "step"),
                        name="funding_instalmentreminder_once_each_step",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("step__in", ["week", "days", "late"])),
                        name="funding_instalmentreminder_step_is_known",
                    ),
                ],
            },
        ),
        append_only_trigger("funding_instalmentreminder"),
    ]
