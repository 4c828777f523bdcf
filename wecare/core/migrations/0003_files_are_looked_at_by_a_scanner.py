"""What the scanner says of each file that came from outside."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0002_triggers")]

    operations = [
        migrations.CreateModel(
            name="FileScan",
            fields=[
                ("file", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="scan", serialize=False, to="core.storedfile")),
                ("state", models.CharField(default="waiting", max_length=20)),
                ("found", models.CharField(blank=True, max_length=200)),
                ("error", models.CharField(blank=True, max_length=200)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("scanned_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("state", "waiting")), fields=["due_at"], name="core_filescan_waiting")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("state__in", ["waiting", "clean", "quarantined"])), name="core_filescan_state_is_known"),
                    models.CheckConstraint(condition=models.Q(models.Q(("found__gt", ""), ("state", "quarantined")), models.Q(models.Q(("state", "quarantined"), _negated=True), ("found", "")), _connector="OR"), name="core_filescan_says_what_was_found"),
                    models.CheckConstraint(condition=models.Q(models.Q(("scanned_at__isnull", True), ("state", "waiting")), models.Q(models.Q(("state", "waiting"), _negated=True), ("scanned_at__isnull", False)), _connector="OR"), name="core_filescan_says_when"),
                ],
            },
        ),
    ]
