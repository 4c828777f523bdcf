"""What was sent never changes, and nothing is received outside the window."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION applicants_submission_is_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER applicants_submission_in_time BEFORE INSERT ON applicants_submission
  FOR EACH ROW EXECUTE FUNCTION applicants_submission_is_in_time();

CREATE FUNCTION applicants_submission_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE'
     OR (to_jsonb(NEW) - 'state' - 'receipt_id') IS DISTINCT FROM (to_jsonb(OLD) - 'state' - 'receipt_id')
     OR (OLD.receipt_id IS NOT NULL AND NEW.receipt_id IS DISTINCT FROM OLD.receipt_id) THEN
    RAISE EXCEPTION 'what was sent never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER applicants_submission_frozen BEFORE UPDATE OR DELETE ON applicants_submission
  FOR EACH ROW EXECUTE FUNCTION applicants_submission_is_frozen();

CREATE FUNCTION applicants_evidence_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'evidence never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER applicants_refusedattempt_frozen BEFORE UPDATE OR DELETE ON applicants_refusedattempt
  FOR EACH ROW EXECUTE FUNCTION applicants_evidence_is_frozen();
"""
BACKWARD = """
DROP TRIGGER applicants_refusedattempt_frozen ON applicants_refusedattempt;
DROP FUNCTION applicants_evidence_is_frozen();
DROP TRIGGER applicants_submission_frozen ON applicants_submission;
DROP FUNCTION applicants_submission_is_frozen();
DROP TRIGGER applicants_submission_in_time ON applicants_submission;
DROP FUNCTION applicants_submission_is_in_time();
"""


class Migration(migrations.Migration):
    dependencies = [("applicants", "0001_initial"), ("calls", "0002_rules_held_by_the_database")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
