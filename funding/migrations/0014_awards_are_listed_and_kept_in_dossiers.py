import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("funding", "0013_awards_take_forms"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="award",
            index=models.Index(fields=["-granted_at", "-id"], name="funding_award_by_day"),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(
                fields=["state", "-granted_at", "-id"], name="funding_award_by_state"
            ),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(fields=["amount", "id"], name="funding_award_by_amount"),
        ),
        migrations.CreateModel(
            name="Dossier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                ("state", models.CharField(default="asked", max_length=20)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("claimed_until", models.DateTimeField(blank=True, null=True)),
                ("error", models.TextField(blank=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("prepared_at", models.DateTimeField()),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("archive_digest", models.CharField(blank=True, max_length=64)),
                ("archive_size", models.PositiveBigIntegerField(blank=True, null=True)),
                ("for_office", models.BooleanField()),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossiers",
                        to="funding.award",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["award", "-id"], name="funding_dossier_of_award")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "ready", "failed", "expired"])),
                        name="funding_dossier_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("archive_size__isnull", False),
                                ("expires_at__isnull", False),
                                ("ready_at__isnull", False),
                                ("state__in", ["ready", "expired"]),
                                models.Q(("archive_digest", ""), _negated=True),
                            ),
                            models.Q(
                                ("archive_digest", ""),
                                ("archive_size", None),
                                ("expires_at", None),
                                ("ready_at", None),
                                ("state__in", ["asked", "failed"]),
                            ),
                            _connector="OR",
                        ),
                        name="funding_dossier_ready_has_its_archive",
                    ),
                ],
            },
        ),
    ]
