"""An act admits an application to the next phase, which it writes and sends within its own term."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger

WINDOWS = """
    (SELECT opens_at, closes_at, sealed_at FROM (
       SELECT DISTINCT ON (number) opens_at, closes_at, sealed_at FROM calls_window
       WHERE call_id = s_call AND s_phase = 1 ORDER BY number, sequence DESC
     ) AS windows
     UNION ALL
     SELECT opens_at, closes_at, NULL::timestamptz FROM (
       SELECT opens_at, closes_at FROM applicants_phaseterm
       WHERE application_id = s_application AND phase = s_phase AND s_phase > 1
       ORDER BY sequence DESC LIMIT 1
     ) AS term) AS in_force
"""
FORWARD = f"""
CREATE OR REPLACE FUNCTION applicants_submission_is_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE s_call bigint := NEW.call_id; s_phase int := NEW.phase; s_application bigint := NEW.application_id;
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM {WINDOWS}
    WHERE NEW.received_at >= opens_at AND NEW.received_at < closes_at AND sealed_at IS NULL
  ) THEN
    RAISE EXCEPTION 'received outside the window' USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'applicants_submission_in_time';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION applicants_withdrawal_is_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE s_call bigint; s_phase int; s_application bigint; s_received timestamptz;
BEGIN
  SELECT call_id, phase, application_id, received_at INTO s_call, s_phase, s_application, s_received
    FROM applicants_submission WHERE id = NEW.submission_id;
  IF NOT EXISTS (
    SELECT 1 FROM {WINDOWS}
    WHERE sealed_at IS NULL AND NEW.withdrawn_at >= opens_at AND NEW.withdrawn_at < closes_at
      AND s_received >= opens_at AND s_received <= NEW.withdrawn_at
  ) THEN
    RAISE EXCEPTION 'withdrawn outside its window' USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'applicants_withdrawal_in_time';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION applicants_phaseterm_only_gives_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM applicants_phaseterm
    WHERE application_id = NEW.application_id AND phase = NEW.phase
      AND (closes_at > NEW.closes_at OR sequence >= NEW.sequence)
  ) THEN
    RAISE EXCEPTION 'a term is never shortened'
      USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'applicants_phaseterm_only_gives_time';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER applicants_phaseterm_only_gives_time BEFORE INSERT ON applicants_phaseterm
  FOR EACH ROW EXECUTE FUNCTION applicants_phaseterm_only_gives_time();
"""
BACKWARD = """
DROP TRIGGER applicants_phaseterm_only_gives_time ON applicants_phaseterm;
DROP FUNCTION applicants_phaseterm_only_gives_time();
CREATE OR REPLACE FUNCTION applicants_submission_is_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM (
      SELECT DISTINCT ON (number) opens_at, closes_at, sealed_at FROM calls_window
      WHERE call_id = NEW.call_id ORDER BY number, sequence DESC
    ) AS in_force
    WHERE NEW.received_at >= opens_at AND NEW.received_at < closes_at AND sealed_at IS NULL
  ) THEN
    RAISE EXCEPTION 'received outside the window' USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'applicants_submission_in_time';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION applicants_withdrawal_is_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM (
      SELECT DISTINCT ON (w.number) w.opens_at, w.closes_at, w.sealed_at
      FROM calls_window w JOIN applicants_submission s ON s.call_id = w.call_id
      WHERE s.id = NEW.submission_id ORDER BY w.number, w.sequence DESC
    ) AS in_force, applicants_submission sent
    WHERE sent.id = NEW.submission_id AND sealed_at IS NULL
      AND NEW.withdrawn_at >= opens_at AND NEW.withdrawn_at < closes_at
      AND sent.received_at >= opens_at AND sent.received_at <= NEW.withdrawn_at
  ) THEN
    RAISE EXCEPTION 'withdrawn outside its window' USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'applicants_withdrawal_in_time';
  END IF;
  RETURN NEW;
END $$;
"""


def _protected(name, to, **options):
    return (name, models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=to, **options))


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("acts", "0001_initial"),
        ("applicants", "0011_what_is_sent_may_be_withdrawn"),
        ("core", "0002_triggers"),
    ]
    operations = [
        migrations.AddField(
            model_name="application",
            name="phase",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.CreateModel(
            name="PhaseDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phase", models.PositiveSmallIntegerField()),
                ("outcome", models.CharField(max_length=20)),
                ("conditions", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField()),
                _protected("act", "acts.act", related_name="+"),
                _protected("application", "applicants.application", related_name="phase_decisions"),
                _protected("decided_by", settings.AUTH_USER_MODEL, related_name="+"),
                ("submission", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="phase_decision", to="applicants.submission")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("application", "phase"), name="applicants_phasedecision_once_in_a_phase"),
                    models.CheckConstraint(condition=models.Q(("outcome__in", ["admitted", "conditional", "not_admitted"])), name="applicants_phasedecision_outcome_is_known"),
                    models.CheckConstraint(condition=models.Q(models.Q(("outcome", "not_admitted"), _negated=True), models.Q(("reason", ""), _negated=True), _connector="OR"), name="applicants_phasedecision_a_no_has_its_reason"),
                    models.CheckConstraint(condition=models.Q(models.Q(("outcome", "conditional"), models.Q(("conditions", ""), _negated=True)), models.Q(models.Q(("outcome", "conditional"), _negated=True), ("conditions", "")), _connector="OR"), name="applicants_phasedecision_conditions_where_there_are_any"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PhaseTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phase", models.PositiveSmallIntegerField()),
                ("sequence", models.PositiveSmallIntegerField(default=1)),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                _protected("act", "acts.act", related_name="+"),
                _protected("application", "applicants.application", related_name="terms"),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("application", "phase", "sequence"), name="applicants_phaseterm_sequence_unique"),
                    models.CheckConstraint(condition=models.Q(("opens_at__lt", models.F("closes_at"))), name="applicants_phaseterm_opens_before_it_closes"),
                ],
            },
        ),
        migrations.RemoveIndex(model_name="submission", name="applicants_submission_queue"),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["call", "protocol_year", "protocol_number"], include=["state", "phase", "id"], name="applicants_submission_queue"),
        ),
        append_only_trigger("applicants_phasedecision"),
        append_only_trigger("applicants_phaseterm"),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
