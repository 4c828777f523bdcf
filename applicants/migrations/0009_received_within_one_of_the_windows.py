"""A call may have several windows: what is received falls within one of those in force."""

from django.db import migrations

FORWARD = """
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
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION applicants_submission_is_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE w record;
BEGIN
  SELECT opens_at, closes_at, sealed_at INTO w FROM calls_window
    WHERE call_id = NEW.call_id ORDER BY sequence DESC LIMIT 1;
  IF NOT FOUND OR NEW.received_at < w.opens_at OR NEW.received_at >= w.closes_at
     OR w.sealed_at IS NOT NULL THEN
    RAISE EXCEPTION 'received outside the window' USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'applicants_submission_in_time';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0008_partners_and_districts_of_a_project"),
        ("calls", "0014_each_window_moves_on_by_itself"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
