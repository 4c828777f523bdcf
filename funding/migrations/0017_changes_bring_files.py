"""Files that a beneficiary brings with a change of its project: only ever added."""

import django.db.models.deletion
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_long_documents_are_composed_in_parts"),
        ("funding", "0016_antimafia_goes_on_under_condition"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProjectChangeFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filename", models.CharField(max_length=150)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="funding.projectchange",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
            ],
        ),
        append_only_trigger("funding_projectchangefile"),
    ]
