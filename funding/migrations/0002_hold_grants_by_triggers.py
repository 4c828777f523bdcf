"""A decree carries out a published list, an award is what the list says, and both stay."""

from django.db import migrations

from wecare.core.triggers import append_only_trigger, frozen_columns_trigger

AS_LISTED = """
CREATE FUNCTION funding_guard_decree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM evaluation_rankedlist WHERE id = NEW.ranked_list_id AND state = 'published'
    ) THEN
        RAISE EXCEPTION 'a decree carries out a published list'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_decree_follows_a_list BEFORE INSERT ON funding_decree
    FOR EACH ROW EXECUTE FUNCTION funding_guard_decree();

CREATE FUNCTION funding_guard_award() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM funding_decree d
        JOIN evaluation_rankedrow r ON r.ranked_list_id = d.ranked_list_id
        WHERE d.id = NEW.decree_id AND r.submission_id = NEW.submission_id
          AND r.granted = NEW.amount AND r.lot = NEW.lot
    ) THEN
        RAISE EXCEPTION 'an award is what the list of its decree says'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_award_is_as_listed BEFORE INSERT ON funding_award
    FOR EACH ROW EXECUTE FUNCTION funding_guard_award();
"""
NOT_AS_LISTED = """
DROP TRIGGER funding_award_is_as_listed ON funding_award;
DROP FUNCTION funding_guard_award();
DROP TRIGGER funding_decree_follows_a_list ON funding_decree;
DROP FUNCTION funding_guard_decree();
"""


class Migration(migrations.Migration):
    dependencies = [("funding", "0001_initial"), ("core", "0002_triggers")]

    operations = [
        migrations.RunSQL(AS_LISTED, NOT_AS_LISTED),
        append_only_trigger("funding_decree"),
        frozen_columns_trigger(
            "funding_award",
            frozen=[
                "decree_id",
                "submission_id",
                "organisation_id",
                "lot",
                "amount",
                "movement_key",
                "granted_at",
            ],
        ),
    ]
