"""Receipts are handed to the records system of the Region; the number it gives is set once."""

import django.db.models.deletion
from django.db import migrations, models

from wecare.core.triggers import frozen_columns_trigger


class Migration(migrations.Migration):

    dependencies = [
        ("applicants", "0022_two_open_what_is_sealed"),
        ("core", "0003_files_are_looked_at_by_a_scanner"),
    ]

    operations = [
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(blank=True, max_length=60, null=True, unique=True)),
                ("registered_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("problem", models.CharField(blank=True, max_length=300)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registration",
                        to="core.document",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["asked_at"], name="applicants_registration_asked")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number__isnull", False), ("registered_at__isnull", False)),
                            models.Q(("number__isnull", True), ("registered_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="applicants_registration_number_with_registered_at",
                    )
                ],
            },
        ),
        frozen_columns_trigger(
            "applicants_registration",
            frozen=("document_id",),
            set_once=("number", "registered_at"),
        ),
    ]
