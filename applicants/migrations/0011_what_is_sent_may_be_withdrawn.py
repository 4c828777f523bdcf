"""A sent version may be taken back within its window; the database holds what that means."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wecare.core.triggers import frozen_columns_trigger

FORWARD = """
CREATE FUNCTION applicants_withdrawal_is_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER applicants_withdrawal_in_time BEFORE INSERT ON applicants_withdrawal
  FOR EACH ROW EXECUTE FUNCTION applicants_withdrawal_is_in_time();

CREATE FUNCTION applicants_submission_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IS DISTINCT FROM OLD.state AND NOT (
    OLD.state = 'live' AND NEW.state = 'withdrawn'
    AND EXISTS (SELECT 1 FROM applicants_withdrawal WHERE submission_id = NEW.id)
  ) THEN
    RAISE EXCEPTION 'a sent version stops counting only when it is withdrawn, for good'
      USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'applicants_submission_withdrawn_for_good';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER applicants_submission_counts BEFORE UPDATE OF state ON applicants_submission
  FOR EACH ROW EXECUTE FUNCTION applicants_submission_counts();
"""
BACKWARD = """
DROP TRIGGER applicants_submission_counts ON applicants_submission;
DROP FUNCTION applicants_submission_counts();
DROP TRIGGER applicants_withdrawal_in_time ON applicants_withdrawal;
DROP FUNCTION applicants_withdrawal_is_in_time();
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("applicants", "0010_in_which_form_the_aid_is_asked"),
        ("calls", "0014_each_window_moves_on_by_itself"),
        ("core", "0002_triggers"),
    ]
    operations = [
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("withdrawn_at", models.DateTimeField()),
                ("reason", models.TextField(blank=True)),
                ("protocol_number", models.PositiveIntegerField()),
                ("protocol_year", models.PositiveSmallIntegerField()),
                ("receipt", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.document")),
                ("submission", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="withdrawal", to="applicants.submission")),
                ("withdrawn_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("protocol_year", "protocol_number"), name="applicants_withdrawal_protocol_unique"),
                ],
            },
        ),
        frozen_columns_trigger(
            "applicants_withdrawal",
            frozen=(
                "submission_id", "withdrawn_at", "withdrawn_by_id", "reason",
                "protocol_number", "protocol_year",
            ),
            set_once=("receipt_id",),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
