"""A decree carries out a definitive list: while observations may change it, nothing is granted."""

from django.db import migrations

_GUARD = """
CREATE OR REPLACE FUNCTION funding_guard_decree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM evaluation_rankedlist
        WHERE id = NEW.ranked_list_id AND state = 'published' %(more)s
    ) THEN
        RAISE EXCEPTION 'a decree carries out a %(kind)s list'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
FORWARD = _GUARD % {"more": "AND stage = 'definitive'", "kind": "definitive"}
BACKWARD = _GUARD % {"more": "", "kind": "published"}


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0003_adopt_a_decree_with_its_awards"),
        ("evaluation", "0013_hold_the_life_of_lists_by_triggers"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
