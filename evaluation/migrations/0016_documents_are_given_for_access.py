import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0024_what_the_office_records_of_organisations"),
        ("calls", "0017_files_of_movements_stay"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("evaluation", "0015_several_funds_pay_a_lot"),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentAccess",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("asked_by", models.CharField(max_length=200)),
                ("reference", models.CharField(max_length=100)),
                ("asked_on", models.DateField()),
                ("reason", models.TextField()),
                ("with_attachments", models.BooleanField(default=False)),
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
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accesses",
                        to="calls.call",
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
                (
                    "submissions",
                    models.ManyToManyField(related_name="accesses", to="applicants.submission"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(state__in=["asked", "ready", "failed", "expired"]),
                        name="evaluation_documentaccess_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(asked_by="")
                        & ~models.Q(reference="")
                        & ~models.Q(reason=""),
                        name="evaluation_documentaccess_says_who_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            state__in=["ready", "expired"],
                            ready_at__isnull=False,
                            expires_at__isnull=False,
                            archive_size__isnull=False,
                        )
                        & ~models.Q(archive_digest="")
                        | models.Q(
                            state__in=["asked", "failed"],
                            ready_at=None,
                            expires_at=None,
                            archive_size=None,
                            archive_digest="",
                        ),
                        name="evaluation_documentaccess_ready_has_its_archive",
                    ),
                ],
            },
        ),
    ]
