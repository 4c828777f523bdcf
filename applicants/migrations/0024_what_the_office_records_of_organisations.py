"""The office gives a first mandate, with its reason; a part of an organisation passes to another."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger

KINDS = ["merger", "incorporation", "demerger", "partial_demerger", "transformation"]
OF_THE_DIVIDED = """
CREATE FUNCTION applicants_passage_is_of_the_divided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM applicants_succession s
    JOIN applicants_application a ON a.organisation_id = s.predecessor_id
    WHERE s.id = NEW.succession_id AND a.id = NEW.application_id AND s.kind = 'partial_demerger'
  ) THEN
    RAISE EXCEPTION 'only applications of the organisation that is divided pass'
      USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'applicants_passage_of_the_divided';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER applicants_passage_of_the_divided BEFORE INSERT ON applicants_passage
  FOR EACH ROW EXECUTE FUNCTION applicants_passage_is_of_the_divided();
"""
OF_ANYBODY = """
DROP TRIGGER applicants_passage_of_the_divided ON applicants_passage;
DROP FUNCTION applicants_passage_is_of_the_divided();
"""
IS_FIRST = """
CREATE FUNCTION applicants_firstmandate_is_first() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  given applicants_mandate%ROWTYPE;
BEGIN
  SELECT * INTO STRICT given FROM applicants_mandate WHERE id = NEW.mandate_id;
  PERFORM 1 FROM applicants_organisation WHERE id = given.organisation_id FOR NO KEY UPDATE;
  IF NOT given.administers OR given.proxy_id IS NULL THEN
    RAISE EXCEPTION 'a first mandate administers, and has its document'
      USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'applicants_firstmandate_has_its_document';
  END IF;
  IF EXISTS (
    SELECT 1 FROM applicants_mandate m JOIN accounts_person p ON p.id = m.person_id
    WHERE m.organisation_id = given.organisation_id AND m.id <> given.id AND m.administers
      AND m.ended_at IS NULL AND p.is_active
  ) THEN
    RAISE EXCEPTION 'somebody administers the organisation already'
      USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'applicants_firstmandate_is_first';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER applicants_firstmandate_is_first BEFORE INSERT ON applicants_firstmandate
  FOR EACH ROW EXECUTE FUNCTION applicants_firstmandate_is_first();
"""
IS_ANY = """
DROP TRIGGER applicants_firstmandate_is_first ON applicants_firstmandate;
DROP FUNCTION applicants_firstmandate_is_first();
"""


def _to(name, to, related="+", field=models.ForeignKey):
    return (name, field(on_delete=django.db.models.deletion.PROTECT, related_name=related, to=to))


def _id():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("applicants", "0023_receipts_are_registered"),
    ]

    operations = [
        migrations.CreateModel(
            name="FirstMandate",
            fields=[
                _id(),
                ("reason", models.CharField(max_length=500)),
                ("recorded_at", models.DateTimeField()),
                _to("mandate", "applicants.mandate", "first", models.OneToOneField),
                _to("recorded_by", settings.AUTH_USER_MODEL),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="applicants_firstmandate_has_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                _id(),
                _to("application", "applicants.application", "passages"),
                _to("succession", "applicants.succession", "passages"),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("succession", "application"), name="applicants_passage_once")
                ],
            },
        ),
        migrations.RemoveConstraint(model_name="succession", name="applicants_succession_kind_is_known"),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", KINDS)), name="applicants_succession_kind_is_known"
            ),
        ),
        migrations.RemoveConstraint(model_name="succession", name="applicants_succession_once"),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "partial_demerger"), _negated=True),
                fields=("predecessor", "successor"),
                name="applicants_succession_once",
            ),
        ),
        append_only_trigger("applicants_firstmandate"),
        append_only_trigger("applicants_passage"),
        migrations.RunSQL(OF_THE_DIVIDED, OF_ANYBODY),
        migrations.RunSQL(IS_FIRST, IS_ANY),
    ]
