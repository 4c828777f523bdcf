"""A call may have several windows: an extension is compared with the rows of its own number."""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION calls_window_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE longest timestamptz;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a window is never deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.call_id, NEW.sequence, NEW.number, NEW.opens_at, NEW.closes_at, NEW.act_id)
        IS DISTINCT FROM
       (OLD.call_id, OLD.sequence, OLD.number, OLD.opens_at, OLD.closes_at, OLD.act_id)
       OR OLD.sealed_at IS NOT NULL THEN
      RAISE EXCEPTION 'a window only gets its seal, once' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  SELECT max(closes_at) INTO longest FROM calls_window
    WHERE call_id = NEW.call_id AND number = NEW.number;
  IF longest IS NOT NULL AND NEW.closes_at < longest THEN
    RAISE EXCEPTION 'an extension never shortens' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION calls_window_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE longest timestamptz;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a window is never deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.call_id, NEW.sequence, NEW.opens_at, NEW.closes_at, NEW.act_id)
        IS DISTINCT FROM (OLD.call_id, OLD.sequence, OLD.opens_at, OLD.closes_at, OLD.act_id)
       OR OLD.sealed_at IS NOT NULL THEN
      RAISE EXCEPTION 'a window only gets its seal, once' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  SELECT max(closes_at) INTO longest FROM calls_window WHERE call_id = NEW.call_id;
  IF longest IS NOT NULL AND NEW.closes_at < longest THEN
    RAISE EXCEPTION 'an extension never shortens' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("calls", "0013_several_windows_and_desks")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
