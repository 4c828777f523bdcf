"""Once a session is closed or cancelled, nothing of it changes, whoever writes it."""

from django.db import migrations

from wecare.core.triggers import append_only_trigger

FROZEN = """
CREATE FUNCTION evaluation_guard_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state IN ('closed', 'cancelled') THEN
        RAISE EXCEPTION 'a session is never removed, and a closed one never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_panelsession_is_guarded
    BEFORE UPDATE OR DELETE ON evaluation_panelsession
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_session();
CREATE TRIGGER evaluation_panelsession_is_not_emptied BEFORE TRUNCATE ON evaluation_panelsession
    FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();

CREATE FUNCTION evaluation_guard_session_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN touched := ARRAY[NEW.session_id];
    ELSIF TG_OP = 'DELETE' THEN touched := ARRAY[OLD.session_id];
    ELSE touched := ARRAY[OLD.session_id, NEW.session_id];
    END IF;
    IF EXISTS (
        SELECT 1 FROM evaluation_panelsession WHERE id = ANY(touched) AND state <> 'open'
    ) THEN
        RAISE EXCEPTION 'only an open session is written down'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_attendance_is_guarded
    BEFORE INSERT OR UPDATE OR DELETE ON evaluation_attendance
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_session_part();
CREATE TRIGGER evaluation_attendance_is_not_emptied BEFORE TRUNCATE ON evaluation_attendance
    FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();
CREATE TRIGGER evaluation_decision_is_guarded BEFORE INSERT ON evaluation_decision
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_session_part();
"""
THAWED = """
DROP TRIGGER evaluation_decision_is_guarded ON evaluation_decision;
DROP TRIGGER evaluation_attendance_is_not_emptied ON evaluation_attendance;
DROP TRIGGER evaluation_attendance_is_guarded ON evaluation_attendance;
DROP FUNCTION evaluation_guard_session_part();
DROP TRIGGER evaluation_panelsession_is_not_emptied ON evaluation_panelsession;
DROP TRIGGER evaluation_panelsession_is_guarded ON evaluation_panelsession;
DROP FUNCTION evaluation_guard_session();
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0006_sessions_of_the_panel")]

    operations = [
        migrations.RunSQL(FROZEN, THAWED),
        append_only_trigger("evaluation_decision"),
        append_only_trigger("evaluation_signedminutes"),
    ]
