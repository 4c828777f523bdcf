"""What each fund pays of an award is what the list of its decree says, and never changes."""

from django.db import migrations, models

_GUARD = """
CREATE OR REPLACE FUNCTION funding_guard_award() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM funding_decree d
        JOIN evaluation_rankedrow r ON r.ranked_list_id = d.ranked_list_id
        WHERE d.id = NEW.decree_id AND r.submission_id = NEW.submission_id
          AND r.granted = NEW.amount AND r.lot = NEW.lot%s
    ) THEN
        RAISE EXCEPTION 'an award is what the list of its decree says'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
STAYS = """
CREATE TRIGGER funding_award_parts_stay BEFORE UPDATE ON funding_award
    FOR EACH ROW EXECUTE FUNCTION wecare_refuse_columns('parts', '');
"""
NO_STAYS = "DROP TRIGGER funding_award_parts_stay ON funding_award;"


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0006_hold_scrolls_by_triggers"),
        ("evaluation", "0015_several_funds_pay_a_lot"),
        ("core", "0002_triggers"),
    ]

    operations = [
        migrations.AddField("award", "parts", models.JSONField(default=dict)),
        migrations.RunSQL(_GUARD % " AND r.parts = NEW.parts", _GUARD % ""),
        migrations.RunSQL(STAYS, NO_STAYS),
    ]
