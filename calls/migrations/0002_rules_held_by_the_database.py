"""A rulebook never changes; a window is sealed once and the next one is never shorter."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION calls_rulebook_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a published rulebook never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER calls_rulebook_frozen BEFORE UPDATE OR DELETE ON calls_rulebook
  FOR EACH ROW EXECUTE FUNCTION calls_rulebook_is_frozen();

CREATE FUNCTION calls_window_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER calls_window_guard BEFORE INSERT OR UPDATE OR DELETE ON calls_window
  FOR EACH ROW EXECUTE FUNCTION calls_window_moves_on();
"""
BACKWARD = """
DROP TRIGGER calls_window_guard ON calls_window;
DROP FUNCTION calls_window_moves_on();
DROP TRIGGER calls_rulebook_frozen ON calls_rulebook;
DROP FUNCTION calls_rulebook_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("calls", "0001_initial"), ("core", "0002_triggers")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
