"""What the database says of requests in the formal check, whoever writes them.

- a request keeps what it asked; its term only moves on; once it is not open it never changes;
- an answer is received while the request is open, before its term, and never changes;
- what is written for a point changes only while the request is open;
- a sample and what it drew never change; the second officer says once what they say.
"""

from django.db import migrations

from wecare.core.triggers import append_only_trigger, frozen_columns_trigger

REQUEST = """
CREATE FUNCTION evaluation_guard_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'open' THEN
        RAISE EXCEPTION 'a request is never removed, and stays as it ended'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.closes_at < OLD.closes_at THEN
        RAISE EXCEPTION 'the term of a request only moves on'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (to_jsonb(NEW) - '{state,closes_at,closed_at,closed_by_id,closing_reason}'::text[])
       IS DISTINCT FROM
       (to_jsonb(OLD) - '{state,closes_at,closed_at,closed_by_id,closing_reason}'::text[]) THEN
        RAISE EXCEPTION 'a request keeps what it asked'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'answered'
       AND NOT EXISTS (SELECT 1 FROM evaluation_requestanswer WHERE request_id = NEW.id) THEN
        RAISE EXCEPTION 'an answered request has its answer'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'lapsed' AND NEW.closed_at < NEW.closes_at THEN
        RAISE EXCEPTION 'nobody is late before the term'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_formalrequest_is_guarded
    BEFORE UPDATE OR DELETE ON evaluation_formalrequest
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_request();
CREATE TRIGGER evaluation_formalrequest_is_not_emptied BEFORE TRUNCATE ON evaluation_formalrequest
    FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();

CREATE FUNCTION evaluation_answer_is_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM evaluation_formalrequest
        WHERE id = NEW.request_id AND state = 'open'
          AND NEW.received_at >= asked_at AND NEW.received_at < closes_at
    ) THEN
        RAISE EXCEPTION 'answered outside its term'
            USING ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'evaluation_requestanswer_in_time';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_requestanswer_in_time BEFORE INSERT ON evaluation_requestanswer
    FOR EACH ROW EXECUTE FUNCTION evaluation_answer_is_in_time();

CREATE FUNCTION evaluation_guard_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN touched := ARRAY[NEW.point_id];
    ELSIF TG_OP = 'DELETE' THEN touched := ARRAY[OLD.point_id];
    ELSE touched := ARRAY[OLD.point_id, NEW.point_id];
    END IF;
    IF EXISTS (
        SELECT 1 FROM evaluation_requestpoint p
        JOIN evaluation_formalrequest r ON r.id = p.request_id
        WHERE p.id = ANY(touched) AND r.state <> 'open'
    ) THEN
        RAISE EXCEPTION 'what is written for a request changes only while it is open'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_pointtext_is_guarded
    BEFORE INSERT OR UPDATE OR DELETE ON evaluation_pointtext
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_written();
CREATE TRIGGER evaluation_pointfile_is_guarded
    BEFORE INSERT OR UPDATE OR DELETE ON evaluation_pointfile
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_written();
"""
NO_REQUEST = """
DROP TRIGGER evaluation_pointfile_is_guarded ON evaluation_pointfile;
DROP TRIGGER evaluation_pointtext_is_guarded ON evaluation_pointtext;
DROP FUNCTION evaluation_guard_written();
DROP TRIGGER evaluation_requestanswer_in_time ON evaluation_requestanswer;
DROP FUNCTION evaluation_answer_is_in_time();
DROP TRIGGER evaluation_formalrequest_is_not_emptied ON evaluation_formalrequest;
DROP TRIGGER evaluation_formalrequest_is_guarded ON evaluation_formalrequest;
DROP FUNCTION evaluation_guard_request();
"""

SAMPLED = """
CREATE FUNCTION evaluation_guard_sampled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.view <> '' THEN
        RAISE EXCEPTION 'the second officer says once what they say'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_sampledcheck_is_guarded BEFORE UPDATE ON evaluation_sampledcheck
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_sampled();
"""
NO_SAMPLED = """
DROP TRIGGER evaluation_sampledcheck_is_guarded ON evaluation_sampledcheck;
DROP FUNCTION evaluation_guard_sampled();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0010_formal_checks_are_made_line_by_line"),
        ("core", "0002_triggers"),
    ]

    operations = [
        migrations.RunSQL(REQUEST, NO_REQUEST),
        migrations.RunSQL(SAMPLED, NO_SAMPLED),
        append_only_trigger("evaluation_requestpoint"),
        append_only_trigger("evaluation_termextension"),
        append_only_trigger("evaluation_checksample"),
        frozen_columns_trigger(
            "evaluation_requestanswer",
            frozen=(
                "request_id",
                "content",
                "content_digest",
                "received_at",
                "sent_by_id",
                "protocol_number",
                "protocol_year",
            ),
            set_once=("receipt_id",),
        ),
        frozen_columns_trigger(
            "evaluation_sampledcheck", frozen=("sample_id", "place", "submission_id", "first_id")
        ),
    ]
