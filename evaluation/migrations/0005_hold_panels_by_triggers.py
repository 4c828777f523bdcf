"""What the database says of panels that change and of divided work, whoever writes it.

- a seat stays with its person and its panel; who left does not come back, and takes no other place;
- who recused from an application does not judge it, and leaves no assessment of it behind;
- an application is never assigned to who abstains from it, nor taken from who signed it.
"""

from django.db import migrations

from wecare.core.triggers import append_only_trigger, frozen_columns_trigger

QUORUM = """
ALTER TABLE evaluation_panel DISABLE TRIGGER evaluation_panel_rows_stay;
UPDATE evaluation_panel p SET quorum = greatest(1, (
    SELECT count(*) / 2 + 1 FROM evaluation_panelmember m
    WHERE m.panel_id = p.id AND m.role IN ('chair', 'member')
));
ALTER TABLE evaluation_panel ENABLE TRIGGER evaluation_panel_rows_stay;
"""
ONLY_ADDED = """
DROP TRIGGER evaluation_panelmember_rows_stay ON evaluation_panelmember;
DROP TRIGGER evaluation_panelmember_rows_stay_all ON evaluation_panelmember;
"""
ADDED_AGAIN = """
CREATE TRIGGER evaluation_panelmember_rows_stay BEFORE UPDATE OR DELETE ON evaluation_panelmember
    FOR EACH ROW EXECUTE FUNCTION wecare_refuse_change();
CREATE TRIGGER evaluation_panelmember_rows_stay_all BEFORE TRUNCATE ON evaluation_panelmember
    FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();
"""

GUARDED = """
CREATE FUNCTION evaluation_abstains(member bigint, submission bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM evaluation_recusal r
        WHERE r.member_id = member AND r.submission_id = submission
    ) OR EXISTS (
        SELECT 1 FROM evaluation_conflict c
        JOIN evaluation_conflictdeclaration d ON d.id = c.declaration_id
        WHERE d.member_id = member AND evaluation_takes_part(submission, c.fiscal_code)
    )
$$;

CREATE FUNCTION evaluation_guard_abstention() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF evaluation_abstains(NEW.member_id, NEW.submission_id) THEN
        RAISE EXCEPTION 'a member does not judge an application they abstain from'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_assessment_is_impartial
    BEFORE INSERT OR UPDATE ON evaluation_assessment
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_abstention();
CREATE TRIGGER evaluation_assignment_is_impartial BEFORE INSERT ON evaluation_assignment
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_abstention();

CREATE FUNCTION evaluation_guard_recusal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM evaluation_assessment a
        WHERE a.member_id = NEW.member_id AND a.submission_id = NEW.submission_id
    ) THEN
        RAISE EXCEPTION 'a recusal leaves no assessment behind'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_recusal_is_guarded BEFORE INSERT ON evaluation_recusal
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_recusal();

CREATE FUNCTION evaluation_guard_stand_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF evaluation_abstains(NEW.substitute_id, NEW.submission_id) THEN
        RAISE EXCEPTION 'a substitute does not judge an application they abstain from'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_standin_is_guarded BEFORE INSERT ON evaluation_standin
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_stand_in();

CREATE FUNCTION evaluation_guard_assignment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.removed_at IS NOT NULL THEN
        RAISE EXCEPTION 'an assignment that was taken away never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.removed_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM evaluation_assessment a
        WHERE a.member_id = OLD.member_id AND a.submission_id = OLD.submission_id
          AND a.state = 'signed'
    ) THEN
        RAISE EXCEPTION 'an application is not taken from who signed it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_assignment_is_guarded BEFORE UPDATE ON evaluation_assignment
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_assignment();
"""
UNGUARDED = """
DROP TRIGGER evaluation_assignment_is_guarded ON evaluation_assignment;
DROP FUNCTION evaluation_guard_assignment();
DROP TRIGGER evaluation_standin_is_guarded ON evaluation_standin;
DROP FUNCTION evaluation_guard_stand_in();
DROP TRIGGER evaluation_recusal_is_guarded ON evaluation_recusal;
DROP FUNCTION evaluation_guard_recusal();
DROP TRIGGER evaluation_assignment_is_impartial ON evaluation_assignment;
DROP TRIGGER evaluation_assessment_is_impartial ON evaluation_assessment;
DROP FUNCTION evaluation_guard_abstention();
DROP FUNCTION evaluation_abstains(bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0004_panels_change_and_divide_work")]

    operations = [
        migrations.RunSQL(QUORUM, migrations.RunSQL.noop),
        migrations.RunSQL(ONLY_ADDED, ADDED_AGAIN),
        frozen_columns_trigger(
            "evaluation_panelmember",
            frozen=["panel_id", "person_id", "act_id"],
            set_once=["replaces_id", "left_at"],
        ),
        migrations.RunSQL(GUARDED, UNGUARDED),
        append_only_trigger("evaluation_panelchange"),
        append_only_trigger("evaluation_recusal"),
        append_only_trigger("evaluation_standin"),
        frozen_columns_trigger(
            "evaluation_assignment",
            frozen=["submission_id", "member_id", "origin", "why", "assigned_at", "assigned_by_id"],
            set_once=["removed_at", "removed_by_id"],
        ),
    ]
