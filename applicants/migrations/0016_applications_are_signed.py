"""Copies printed to be signed, files that came back signed, and with which a version was sent."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger

TABLES = (
    "applicants_signingcopy",
    "applicants_signedfile",
    "applicants_submissionsignature",
)


def _pk():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def _to(model, related="+", kind=models.ForeignKey):
    return kind(on_delete=django.db.models.deletion.PROTECT, related_name=related, to=model)


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0015_members_become_administrators"),
        ("calls", "0014_each_window_moves_on_by_itself"),
        ("core", "0002_triggers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="SigningCopy",
            fields=[
                _pk(),
                ("phase", models.PositiveSmallIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("content_digest", models.CharField(max_length=64)),
                ("frozen_at", models.DateTimeField()),
                ("application", _to("applicants.application", "signing_copies")),
                ("document", _to("core.document", kind=models.OneToOneField)),
                ("frozen_by", _to(settings.AUTH_USER_MODEL)),
                ("rulebook", _to("calls.rulebook")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "number"), name="applicants_signingcopy_number_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedFile",
            fields=[
                _pk(),
                ("filename", models.CharField(max_length=150)),
                ("report", models.JSONField()),
                ("report_digest", models.CharField(max_length=64)),
                ("problem", models.CharField(blank=True, max_length=30)),
                ("reason", models.TextField(blank=True)),
                ("uploaded_at", models.DateTimeField()),
                ("copy", _to("applicants.signingcopy", "signed_files")),
                ("file", _to("core.storedfile")),
                ("uploaded_by", _to(settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("problem", ""), ("reason", "")),
                            models.Q(
                                models.Q(("problem", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="applicants_signedfile_refused_with_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SubmissionSignature",
            fields=[
                _pk(),
                ("signed_file", _to("applicants.signedfile", "submissions")),
                ("submission", _to("applicants.submission", "signature", models.OneToOneField)),
            ],
        ),
        *(append_only_trigger(table) for table in TABLES),
    ]
