"""A decree is adopted with the awards of its list, or not at all: looked at when the transaction ends."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION funding_guard_adoption() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    carried record;
    listed numeric;
    awarded numeric;
BEGIN
    SELECT id, ranked_list_id INTO carried FROM funding_decree WHERE act_id = NEW.id;
    IF NOT FOUND THEN RETURN NULL; END IF;
    SELECT coalesce(sum(granted), 0) INTO listed
        FROM evaluation_rankedrow WHERE ranked_list_id = carried.ranked_list_id;
    SELECT coalesce(sum(amount), 0) INTO awarded
        FROM funding_award WHERE decree_id = carried.id;
    IF listed <> awarded THEN
        RAISE EXCEPTION 'decree % grants % where its list says %', carried.id, awarded, listed
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER funding_decree_is_adopted_whole AFTER UPDATE ON acts_act
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.state = 'adopted' AND OLD.state <> 'adopted')
    EXECUTE FUNCTION funding_guard_adoption();
"""
BACKWARD = """
DROP TRIGGER funding_decree_is_adopted_whole ON acts_act;
DROP FUNCTION funding_guard_adoption();
"""


class Migration(migrations.Migration):
    dependencies = [("funding", "0002_hold_grants_by_triggers"), ("acts", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
