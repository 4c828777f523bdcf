"""What the database says of signatures, whoever writes them.

- each signature is kept as it was given, and what is signed becomes a draft again only after a
  reopening of that very signature, with its reason;
- while a list is approved nothing is reopened, agreed or checked in its call;
- further assessors, consensus sessions and second checks are only added.

What was signed before has its one signature.
"""

from django.db import migrations

from wecare.core.triggers import append_only_trigger

BEFORE = """
ALTER TABLE evaluation_assessment DISABLE TRIGGER evaluation_assessment_is_guarded;
INSERT INTO evaluation_signedassessment (assessment_id, number, signed_at, scores)
    SELECT a.id, 1, a.signed_at, (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'criterion', s.criterion, 'points', to_char(s.points, 'FM9990.00'), 'reason', s.reason
        ) ORDER BY s.criterion COLLATE "C"), '[]'::jsonb)
        FROM evaluation_score s WHERE s.assessment_id = a.id
    )
    FROM evaluation_assessment a WHERE a.state = 'signed';
UPDATE evaluation_assessment SET signatures = 1 WHERE state = 'signed';
ALTER TABLE evaluation_assessment ENABLE TRIGGER evaluation_assessment_is_guarded;
"""

GUARD = """
CREATE FUNCTION evaluation_list_is_approved(submission bigint) RETURNS boolean
    LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM evaluation_rankedlist l
        JOIN applicants_submission s ON s.call_id = l.call_id
        WHERE s.id = submission AND l.state = 'approved'
    )
$$;

CREATE FUNCTION evaluation_guard_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM evaluation_assessment
        WHERE id = NEW.assessment_id AND state = 'draft' AND signatures = NEW.number - 1
    ) THEN
        RAISE EXCEPTION 'a signature is of a draft, and follows the one before'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_signedassessment_is_guarded
    BEFORE INSERT ON evaluation_signedassessment
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_signature();

CREATE FUNCTION evaluation_guard_signing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'signed' AND (TG_OP = 'INSERT' OR OLD.state = 'draft') THEN
        IF NOT EXISTS (
            SELECT 1 FROM evaluation_signedassessment
            WHERE assessment_id = NEW.id AND number = NEW.signatures
        ) OR (TG_OP = 'UPDATE' AND NEW.signatures <> OLD.signatures + 1) THEN
            RAISE EXCEPTION 'a signature is kept as it was given'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSIF TG_OP = 'UPDATE' AND NEW.signatures <> OLD.signatures THEN
        RAISE EXCEPTION 'only signing adds a signature'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_assessment_signing_is_guarded
    BEFORE INSERT OR UPDATE ON evaluation_assessment
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_signing();

CREATE FUNCTION evaluation_guard_settled() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint;
BEGIN
    IF TG_TABLE_NAME = 'evaluation_reopening' THEN
        SELECT a.submission_id INTO touched FROM evaluation_signedassessment v
            JOIN evaluation_assessment a ON a.id = v.assessment_id WHERE v.id = NEW.signed_id;
    ELSE
        touched := NEW.submission_id;
    END IF;
    IF evaluation_list_is_approved(touched) THEN
        RAISE EXCEPTION 'the list is approved: its points stay'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_reopening_is_guarded BEFORE INSERT ON evaluation_reopening
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_settled();
CREATE TRIGGER evaluation_consensus_is_guarded BEFORE INSERT ON evaluation_consensus
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_settled();
CREATE TRIGGER evaluation_furtherassessor_is_guarded BEFORE INSERT ON evaluation_furtherassessor
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_settled();
CREATE TRIGGER evaluation_scorecheck_is_guarded BEFORE INSERT ON evaluation_scorecheck
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_settled();
"""
NO_GUARD = """
DROP TRIGGER evaluation_scorecheck_is_guarded ON evaluation_scorecheck;
DROP TRIGGER evaluation_furtherassessor_is_guarded ON evaluation_furtherassessor;
DROP TRIGGER evaluation_consensus_is_guarded ON evaluation_consensus;
DROP TRIGGER evaluation_reopening_is_guarded ON evaluation_reopening;
DROP FUNCTION evaluation_guard_settled();
DROP TRIGGER evaluation_assessment_signing_is_guarded ON evaluation_assessment;
DROP FUNCTION evaluation_guard_signing();
DROP TRIGGER evaluation_signedassessment_is_guarded ON evaluation_signedassessment;
DROP FUNCTION evaluation_guard_signature();
DROP FUNCTION evaluation_list_is_approved(bigint);
"""

REOPENED = """
CREATE FUNCTION evaluation_guard_reopened() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.signed_at IS NOT NULL
       OR (to_jsonb(NEW) - '{state,signed_at}'::text[])
          IS DISTINCT FROM (to_jsonb(OLD) - '{state,signed_at}'::text[])
       OR NOT EXISTS (
          SELECT 1 FROM evaluation_reopening r
          JOIN evaluation_signedassessment v ON v.id = r.signed_id
          WHERE v.assessment_id = OLD.id AND v.number = OLD.signatures
       ) THEN
        RAISE EXCEPTION 'a signed assessment never changes, unless it is reopened with a reason'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER evaluation_assessment_is_guarded ON evaluation_assessment;
CREATE TRIGGER evaluation_assessment_is_guarded
    BEFORE INSERT OR DELETE ON evaluation_assessment
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_assessment();
CREATE TRIGGER evaluation_assessment_change_is_guarded
    BEFORE UPDATE ON evaluation_assessment
    FOR EACH ROW WHEN (NOT (OLD.state = 'signed' AND NEW.state = 'draft'))
    EXECUTE FUNCTION evaluation_guard_assessment();
CREATE TRIGGER evaluation_assessment_reopening_is_guarded
    BEFORE UPDATE ON evaluation_assessment
    FOR EACH ROW WHEN (OLD.state = 'signed' AND NEW.state = 'draft')
    EXECUTE FUNCTION evaluation_guard_reopened();
"""
NEVER_REOPENED = """
DROP TRIGGER evaluation_assessment_reopening_is_guarded ON evaluation_assessment;
DROP TRIGGER evaluation_assessment_change_is_guarded ON evaluation_assessment;
DROP TRIGGER evaluation_assessment_is_guarded ON evaluation_assessment;
CREATE TRIGGER evaluation_assessment_is_guarded
    BEFORE INSERT OR UPDATE OR DELETE ON evaluation_assessment
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_assessment();
DROP FUNCTION evaluation_guard_reopened();
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0008_scores_keep_their_history"), ("core", "0002_triggers")]

    operations = [
        migrations.RunSQL(BEFORE, migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, NO_GUARD),
        migrations.RunSQL(REOPENED, NEVER_REOPENED),
        append_only_trigger("evaluation_signedassessment"),
        append_only_trigger("evaluation_reopening"),
        append_only_trigger("evaluation_furtherassessor"),
        append_only_trigger("evaluation_consensus"),
        append_only_trigger("evaluation_agreedscore"),
        append_only_trigger("evaluation_scorecheck"),
    ]
