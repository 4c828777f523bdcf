"""Partners change after sending by a variation that an act decides; what was sent stays."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger, frozen_columns_trigger

_KEY = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def _to(name, to, related="+", **given):
    return (name, models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=related, to=to, **given))


_NONE = {"blank": True, "null": True}
_DECIDED = ("approved", "refused")
STAYS = """
CREATE FUNCTION applicants_variation_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a variation that was closed never changes'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER applicants_variation_stays BEFORE UPDATE ON applicants_variation
  FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION applicants_variation_stays();
"""
MOVES = """
DROP TRIGGER applicants_variation_stays ON applicants_variation;
DROP FUNCTION applicants_variation_stays();
"""


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("applicants", "0020_reminders_of_a_term"),
        ("acts", "0001_initial"),
        ("core", "0002_triggers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Variation",
            fields=[
                _KEY,
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("state", models.CharField(default="open", max_length=20)),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("reason", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                _to("act", "acts.act", **_NONE),
                _to("application", "applicants.application", "variations"),
                _to("asked_by", settings.AUTH_USER_MODEL),
                _to("closed_by", settings.AUTH_USER_MODEL, **_NONE),
                _to("submission", "applicants.submission", "variations"),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("application", "number"), name="applicants_variation_number_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("application",), name="applicants_variation_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "approved", "refused", "withdrawn"])),
                        name="applicants_variation_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closed_at", None), ("closed_by", None), ("state", "open"))
                        | models.Q(
                            models.Q(("state", "open"), _negated=True),
                            ("closed_at__isnull", False),
                            ("closed_by__isnull", False),
                        ),
                        name="applicants_variation_closed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("act__isnull", False), ("state__in", _DECIDED))
                        | models.Q(models.Q(("state__in", _DECIDED), _negated=True), ("act", None)),
                        name="applicants_variation_decided_by_act",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "refused"), _negated=True) | models.Q(("answer", ""), _negated=True),
                        name="applicants_variation_a_no_has_its_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="applicants_variation_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entrant",
            fields=[
                _KEY,
                ("accepted", models.BooleanField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                _to("answered_by", settings.AUTH_USER_MODEL, **_NONE),
                _to("organisation", "applicants.organisation"),
                _to("variation", "applicants.variation", "entrants"),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("variation", "organisation"), name="applicants_entrant_once"),
                    models.CheckConstraint(
                        condition=models.Q(("accepted", None), ("answered_at", None), ("answered_by", None))
                        | models.Q(("accepted__isnull", False), ("answered_at__isnull", False), ("answered_by__isnull", False)),
                        name="applicants_entrant_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepted", None))
                        | models.Q(("accepted", True))
                        | models.Q(("accepted", False), models.Q(("reason", ""), _negated=True)),
                        name="applicants_entrant_a_no_has_its_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VariationFile",
            fields=[
                _KEY,
                ("filename", models.CharField(max_length=150)),
                _to("file", "core.storedfile"),
                _to("variation", "applicants.variation", "files"),
            ],
        ),
        frozen_columns_trigger(
            "applicants_variation",
            frozen=(
                "public_id", "submission_id", "application_id", "number", "before", "after", "reason", "asked_by_id", "asked_at"
            ),
            set_once=("act_id", "closed_by_id", "closed_at"),
        ),
        migrations.RunSQL(STAYS, MOVES),
        frozen_columns_trigger(
            "applicants_entrant",
            frozen=("variation_id", "organisation_id"),
            set_once=("accepted", "answered_by_id", "answered_at"),
        ),
        append_only_trigger("applicants_variationfile"),
    ]
