"""What the database says of the acts, whoever writes them.

- an act in force does not change, save that an adopted one is published, once; it is never removed;
- a number is the last one its register gave; a register goes up by one and is never removed.
"""

from django.db import migrations

IN_FORCE_STAYS = """
CREATE FUNCTION acts_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moves text[] := ARRAY['state', 'published_at', 'published_by_id'];
BEGIN
    IF NOT (OLD.external OR OLD.state IN ('adopted', 'published')) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'act % is in force: it is not removed', OLD.number_text
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF to_jsonb(OLD) - moves IS DISTINCT FROM to_jsonb(NEW) - moves THEN
        RAISE EXCEPTION 'act % is in force: it does not change', OLD.number_text
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF to_jsonb(OLD) IS DISTINCT FROM to_jsonb(NEW)
        AND NOT (OLD.state = 'adopted' AND NEW.state = 'published') THEN
        RAISE EXCEPTION 'act % is in force: it is only published, once', OLD.number_text
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acts_act_in_force_stays BEFORE UPDATE OR DELETE ON acts_act
    FOR EACH ROW EXECUTE FUNCTION acts_refuse_change();
CREATE TRIGGER acts_act_rows_stay_all BEFORE TRUNCATE ON acts_act
    FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();
"""
IN_FORCE_CHANGES = """
DROP TRIGGER acts_act_rows_stay_all ON acts_act;
DROP TRIGGER acts_act_in_force_stays ON acts_act;
DROP FUNCTION acts_refuse_change();
"""

NUMBERED_BY_REGISTER = """
CREATE FUNCTION acts_number_is_the_last_given() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number IS NULL OR (TG_OP = 'UPDATE' AND NEW.number IS NOT DISTINCT FROM OLD.number) THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM acts_register WHERE sector = NEW.sector AND year = NEW.year
                   AND last_number = NEW.number) THEN
        RAISE EXCEPTION 'number % is not the last that the register % % gave',
            NEW.number, NEW.sector, NEW.year USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acts_act_number_is_the_last_given BEFORE INSERT OR UPDATE ON acts_act
    FOR EACH ROW EXECUTE FUNCTION acts_number_is_the_last_given();

CREATE FUNCTION acts_register_goes_up_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.last_number <> 0 THEN
            RAISE EXCEPTION 'a register begins at zero'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSIF NEW.id <> OLD.id OR NEW.sector <> OLD.sector OR NEW.year <> OLD.year
        OR NEW.last_number <> OLD.last_number + 1 THEN
        RAISE EXCEPTION 'the register % % goes up by one', OLD.sector, OLD.year
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acts_register_is_guarded BEFORE INSERT OR UPDATE ON acts_register
    FOR EACH ROW EXECUTE FUNCTION acts_register_goes_up_by_one();
CREATE TRIGGER acts_register_rows_stay BEFORE DELETE ON acts_register
    FOR EACH ROW EXECUTE FUNCTION wecare_refuse_change();
CREATE TRIGGER acts_register_rows_stay_all BEFORE TRUNCATE ON acts_register
    FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();
"""
NUMBERED_BY_HAND = """
DROP TRIGGER acts_register_rows_stay_all ON acts_register;
DROP TRIGGER acts_register_rows_stay ON acts_register;
DROP TRIGGER acts_register_is_guarded ON acts_register;
DROP FUNCTION acts_register_goes_up_by_one();
DROP TRIGGER acts_act_number_is_the_last_given ON acts_act;
DROP FUNCTION acts_number_is_the_last_given();
"""


class Migration(migrations.Migration):
    dependencies = [("acts", "0001_initial"), ("core", "0002_triggers")]

    operations = [
        migrations.RunSQL(IN_FORCE_STAYS, IN_FORCE_CHANGES),
        migrations.RunSQL(NUMBERED_BY_REGISTER, NUMBERED_BY_HAND),
    ]
