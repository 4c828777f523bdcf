"""What the database says of judgements, whoever writes them.

- a signed assessment and its scores never change, and a signature has points and a reason for
  every criterion that was scored;
- nobody judges an organisation they declared a conflict with;
- a formal check is decided again only while nobody on the panel has signed;
- the rows of a list change only while it is a draft, and a published list never.
"""

from django.db import migrations

from wecare.core.triggers import append_only_trigger

ASSESSMENT = """
CREATE FUNCTION evaluation_guard_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') AND OLD.state = 'signed' THEN
        RAISE EXCEPTION 'a signed assessment never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF TG_OP = 'UPDATE'
       AND (NEW.submission_id, NEW.member_id) IS DISTINCT FROM (OLD.submission_id, OLD.member_id) THEN
        RAISE EXCEPTION 'an assessment stays with its submission and its member'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM evaluation_conflict c
        JOIN evaluation_conflictdeclaration d ON d.id = c.declaration_id
        JOIN applicants_submission s ON s.organisation_id = c.organisation_id
        WHERE d.member_id = NEW.member_id AND s.id = NEW.submission_id
    ) THEN
        RAISE EXCEPTION 'a member does not judge an organisation they have a conflict with'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'signed' AND (
        NOT EXISTS (SELECT 1 FROM evaluation_score WHERE assessment_id = NEW.id)
        OR EXISTS (
            SELECT 1 FROM evaluation_score
            WHERE assessment_id = NEW.id AND (points IS NULL OR btrim(reason) = '')
        )
    ) THEN
        RAISE EXCEPTION 'a signature has points and a reason for every criterion'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_assessment_is_guarded
    BEFORE INSERT OR UPDATE OR DELETE ON evaluation_assessment
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_assessment();

CREATE FUNCTION evaluation_guard_score() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN touched := ARRAY[NEW.assessment_id];
    ELSIF TG_OP = 'DELETE' THEN touched := ARRAY[OLD.assessment_id];
    ELSE touched := ARRAY[OLD.assessment_id, NEW.assessment_id];
    END IF;
    IF EXISTS (
        SELECT 1 FROM evaluation_assessment WHERE id = ANY(touched) AND state = 'signed'
    ) THEN
        RAISE EXCEPTION 'the scores of a signed assessment never change'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_score_is_guarded
    BEFORE INSERT OR UPDATE OR DELETE ON evaluation_score
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_score();
"""
NO_ASSESSMENT = """
DROP TRIGGER evaluation_score_is_guarded ON evaluation_score;
DROP FUNCTION evaluation_guard_score();
DROP TRIGGER evaluation_assessment_is_guarded ON evaluation_assessment;
DROP FUNCTION evaluation_guard_assessment();
"""

CONFLICT = """
CREATE FUNCTION evaluation_guard_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM evaluation_assessment a
        JOIN evaluation_conflictdeclaration d ON d.member_id = a.member_id
        JOIN applicants_submission s ON s.id = a.submission_id
        WHERE d.id = NEW.declaration_id AND s.organisation_id = NEW.organisation_id
    ) THEN
        RAISE EXCEPTION 'a conflict leaves no assessment behind'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_conflict_is_guarded BEFORE INSERT ON evaluation_conflict
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_conflict();
"""
NO_CONFLICT = """
DROP TRIGGER evaluation_conflict_is_guarded ON evaluation_conflict;
DROP FUNCTION evaluation_guard_conflict();
"""

ADMISSIBILITY = """
CREATE FUNCTION evaluation_guard_admissibility() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.submission_id <> OLD.submission_id THEN
        RAISE EXCEPTION 'the outcome of a formal check stays with its submission'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM evaluation_assessment a
        JOIN applicants_submission judged ON judged.id = a.submission_id
        JOIN applicants_submission checked ON checked.call_id = judged.call_id
        WHERE checked.id = OLD.submission_id AND a.state = 'signed'
    ) THEN
        RAISE EXCEPTION 'the panel has signed: formal checks are not decided again'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_admissibility_is_guarded
    BEFORE UPDATE OR DELETE ON evaluation_admissibility
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_admissibility();
"""
NO_ADMISSIBILITY = """
DROP TRIGGER evaluation_admissibility_is_guarded ON evaluation_admissibility;
DROP FUNCTION evaluation_guard_admissibility();
"""

RANKED_LIST = """
CREATE FUNCTION evaluation_guard_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state = 'published' THEN
        RAISE EXCEPTION 'a list is never removed, and a published one never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.state = 'approved' AND (
        NEW.state = 'draft'
        OR (to_jsonb(NEW) - '{state,document_id,published_at,published_by_id}'::text[])
           IS DISTINCT FROM
           (to_jsonb(OLD) - '{state,document_id,published_at,published_by_id}'::text[])
    ) THEN
        RAISE EXCEPTION 'an approved list only goes on to publication'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_rankedlist_is_guarded BEFORE UPDATE OR DELETE ON evaluation_rankedlist
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_list();

CREATE FUNCTION evaluation_guard_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN touched := ARRAY[NEW.ranked_list_id];
    ELSIF TG_OP = 'DELETE' THEN touched := ARRAY[OLD.ranked_list_id];
    ELSE touched := ARRAY[OLD.ranked_list_id, NEW.ranked_list_id];
    END IF;
    IF EXISTS (
        SELECT 1 FROM evaluation_rankedlist WHERE id = ANY(touched) AND state <> 'draft'
    ) THEN
        RAISE EXCEPTION 'the rows of a list change only while it is a draft'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_rankedrow_is_guarded
    BEFORE INSERT OR UPDATE OR DELETE ON evaluation_rankedrow
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_row();
CREATE TRIGGER evaluation_rankedlist_is_not_emptied BEFORE TRUNCATE ON evaluation_rankedlist
    FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();
CREATE TRIGGER evaluation_rankedrow_is_not_emptied BEFORE TRUNCATE ON evaluation_rankedrow
    FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();
CREATE TRIGGER evaluation_score_is_not_emptied BEFORE TRUNCATE ON evaluation_score
    FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();
CREATE TRIGGER evaluation_assessment_is_not_emptied BEFORE TRUNCATE ON evaluation_assessment
    FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();
CREATE TRIGGER evaluation_admissibility_is_not_emptied BEFORE TRUNCATE ON evaluation_admissibility
    FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();
"""
NO_RANKED_LIST = """
DROP TRIGGER evaluation_admissibility_is_not_emptied ON evaluation_admissibility;
DROP TRIGGER evaluation_assessment_is_not_emptied ON evaluation_assessment;
DROP TRIGGER evaluation_score_is_not_emptied ON evaluation_score;
DROP TRIGGER evaluation_rankedrow_is_not_emptied ON evaluation_rankedrow;
DROP TRIGGER evaluation_rankedlist_is_not_emptied ON evaluation_rankedlist;
DROP TRIGGER evaluation_rankedrow_is_guarded ON evaluation_rankedrow;
DROP FUNCTION evaluation_guard_row();
DROP TRIGGER evaluation_rankedlist_is_guarded ON evaluation_rankedlist;
DROP FUNCTION evaluation_guard_list();
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0001_initial"), ("core", "0002_triggers")]

    operations = [
        migrations.RunSQL(ASSESSMENT, NO_ASSESSMENT),
        migrations.RunSQL(CONFLICT, NO_CONFLICT),
        migrations.RunSQL(ADMISSIBILITY, NO_ADMISSIBILITY),
        migrations.RunSQL(RANKED_LIST, NO_RANKED_LIST),
        append_only_trigger("evaluation_panel"),
        append_only_trigger("evaluation_panelmember"),
        append_only_trigger("evaluation_conflictdeclaration"),
        append_only_trigger("evaluation_conflict"),
    ]
