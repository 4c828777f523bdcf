"""Who accompanies an application, and the log of what was done together."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger

_KEY = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def _protected(name, to, related="+"):
    return (name, models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=related, to=to))


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("applicants", "0012_from_a_phase_to_the_next"),
        ("calls", "0015_service_contracts_and_who_accompanies_projects"),
        ("core", "0002_triggers"),
    ]
    operations = [
        migrations.CreateModel(
            name="Accompanied",
            fields=[
                _KEY,
                ("linked_at", models.DateTimeField()),
                _protected("accompaniment", "calls.accompaniment", "applications"),
                _protected("application", "applicants.application", "accompanied"),
                _protected("linked_by", settings.AUTH_USER_MODEL),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("application", "accompaniment"), name="applicants_accompanied_once")],
            },
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                _KEY,
                ("kind", models.CharField(max_length=20)),
                ("held_on", models.DateField()),
                ("people", models.TextField(blank=True)),
                ("notes", models.TextField()),
                ("by_lead", models.BooleanField()),
                ("logged_at", models.DateTimeField()),
                _protected("application", "applicants.application", "log"),
                _protected("logged_by", settings.AUTH_USER_MODEL),
            ],
            options={
                "indexes": [models.Index(fields=["application", "held_on", "id"], name="applicants__applica_log_idx")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("kind__in", ["meeting", "codesign_notice", "partner_choice", "other"])), name="applicants_logentry_kind_is_known"),
                    models.CheckConstraint(condition=models.Q(("notes", ""), _negated=True), name="applicants_logentry_says_something"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LogFile",
            fields=[
                _KEY,
                ("filename", models.CharField(max_length=150)),
                _protected("entry", "applicants.logentry", "files"),
                _protected("file", "core.storedfile"),
            ],
        ),
        append_only_trigger("applicants_logentry"),
        append_only_trigger("applicants_logfile"),
    ]
