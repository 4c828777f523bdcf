"""A decree is adopted with what its list says standing for its call; an award ends once."""

from django.db import migrations

_GUARD = """
CREATE OR REPLACE FUNCTION funding_guard_adoption() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    carried record;
    listed numeric;
    awarded numeric;
BEGIN
    SELECT d.id, d.ranked_list_id, l.call_id, l.cause INTO carried
        FROM funding_decree d JOIN evaluation_rankedlist l ON l.id = d.ranked_list_id
        WHERE d.act_id = NEW.id;
    IF NOT FOUND THEN RETURN NULL; END IF;
    SELECT coalesce(sum(granted), 0) INTO listed
        FROM evaluation_rankedrow WHERE ranked_list_id = carried.ranked_list_id;
    %(awarded)s
    IF listed <> awarded THEN
        RAISE EXCEPTION 'decree %% grants %% where its list says %%', carried.id, awarded, listed
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
"""
_OF_DECREE = """SELECT coalesce(sum(amount), 0) INTO awarded
        FROM funding_award WHERE decree_id = carried.id;"""
_STANDING = """IF carried.cause = 'scroll' THEN
        SELECT coalesce(sum(a.amount), 0) INTO awarded
            FROM funding_award a
            JOIN funding_decree d ON d.id = a.decree_id
            JOIN evaluation_rankedlist l ON l.id = d.ranked_list_id
            WHERE l.call_id = carried.call_id AND a.state = 'granted';
    ELSE
        SELECT coalesce(sum(amount), 0) INTO awarded
            FROM funding_award WHERE decree_id = carried.id;
    END IF;"""
FORWARD = _GUARD % {"awarded": _STANDING}
BACKWARD = _GUARD % {"awarded": _OF_DECREE}

ENDS = """
CREATE FUNCTION funding_guard_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'granted' THEN
        RAISE EXCEPTION 'an award that ended never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_award_ends_once BEFORE UPDATE ON funding_award
    FOR EACH ROW EXECUTE FUNCTION funding_guard_end();
"""
NO_ENDS = """
DROP TRIGGER funding_award_ends_once ON funding_award;
DROP FUNCTION funding_guard_end();
"""


class Migration(migrations.Migration):
    dependencies = [("funding", "0005_awards_end_by_a_decree")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(ENDS, NO_ENDS),
    ]
