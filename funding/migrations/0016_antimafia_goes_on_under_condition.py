"""Who decides to go on without an antimafia information: once for each answer that is awaited, only added."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("funding", "0015_instalments_are_reminded_of"),
    ]

    operations = [
        migrations.CreateModel(
            name="ResolutiveCondition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("term", models.DateField()),
                ("urgent", models.BooleanField()),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField()),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutive",
                        to="funding.registeranswer",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("urgent", False), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="funding_resolutivecondition_an_urgency_has_its_reason",
                    )
                ],
            },
        ),
        append_only_trigger("funding_resolutivecondition"),
    ]
