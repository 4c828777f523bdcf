"""Two people of the office open what was sent in a phase, where the rules of the call say so."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wecare.core.triggers import frozen_columns_trigger

_NONE = {"blank": True, "null": True}


def _to(name, to, related="+", **given):
    return (name, models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=related, to=to, **given))


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("applicants", "0021_partners_change_by_variation"),
        ("calls", "0017_files_of_movements_stay"),
        ("core", "0002_triggers"),
    ]

    operations = [
        migrations.CreateModel(
            name="PhaseOpening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phase", models.PositiveSmallIntegerField()),
                ("sealed_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(**_NONE)),
                ("opened_at", models.DateTimeField(**_NONE)),
                _to("asked_by", settings.AUTH_USER_MODEL, **_NONE),
                _to("call", "calls.call", "openings"),
                _to("opened_by", settings.AUTH_USER_MODEL, **_NONE),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("call", "phase"), name="applicants_phaseopening_once_in_a_phase"),
                    models.CheckConstraint(
                        condition=models.Q(("asked_at", None), ("asked_by", None))
                        | models.Q(("asked_at__isnull", False), ("asked_by__isnull", False)),
                        name="applicants_phaseopening_both_asked_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("opened_at", None), ("opened_by", None))
                        | models.Q(("asked_at__isnull", False), ("opened_at__isnull", False), ("opened_by__isnull", False)),
                        name="applicants_phaseopening_opened_once_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("opened_by", None))
                        | models.Q(("opened_by", models.F("asked_by")), _negated=True),
                        name="applicants_phaseopening_by_two_people",
                    ),
                ],
            },
        ),
        frozen_columns_trigger(
            "applicants_phaseopening",
            frozen=("call_id", "phase", "sealed_at"),
            set_once=("asked_by_id", "asked_at", "opened_by_id", "opened_at"),
        ),
    ]
