"""The clock of the database, and triggers that refuse to forget."""

from django.db import migrations

from wecare.core.triggers import append_only_trigger, frozen_columns_trigger

CLOCK = """
CREATE FUNCTION wecare_clock() RETURNS timestamptz
    LANGUAGE sql VOLATILE AS $clock$ SELECT clock_timestamp() $clock$;
"""

REFUSE_CHANGE = """
CREATE FUNCTION wecare_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'Rows of % are only added: % is refused.', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END
$body$;
"""

# Arguments: columns that never change; columns that change once, from null to a value.
REFUSE_COLUMNS = """
CREATE FUNCTION wecare_refuse_columns() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    before jsonb := to_jsonb(OLD);
    after jsonb := to_jsonb(NEW);
    name text;
BEGIN
    FOREACH name IN ARRAY string_to_array(TG_ARGV[0], ',') LOOP
        IF NOT (before ? name) THEN
            RAISE EXCEPTION '% has no column %.', TG_TABLE_NAME, name;
        END IF;
        IF before -> name IS DISTINCT FROM after -> name THEN
            RAISE EXCEPTION 'The column % of % never changes.', name, TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    FOREACH name IN ARRAY string_to_array(TG_ARGV[1], ',') LOOP
        IF NOT (before ? name) THEN
            RAISE EXCEPTION '% has no column %.', TG_TABLE_NAME, name;
        END IF;
        IF before ->> name IS NOT NULL AND before -> name IS DISTINCT FROM after -> name THEN
            RAISE EXCEPTION 'The column % of % is set once.', name, TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    RETURN NEW;
END
$body$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.RunSQL(CLOCK, "DROP FUNCTION wecare_clock();"),
        migrations.RunSQL(REFUSE_CHANGE, "DROP FUNCTION wecare_refuse_change();"),
        migrations.RunSQL(REFUSE_COLUMNS, "DROP FUNCTION wecare_refuse_columns();"),
        append_only_trigger("core_event"),
        append_only_trigger("core_storedfile"),
        frozen_columns_trigger(
            "core_document",
            frozen=[
                "id", "key", "kind", "title", "template", "template_digest", "context",
                "context_digest", "chain_head", "check_code", "data_name", "requested_at",
            ],
            set_once=["file_id", "versions", "rendered_at"],
        ),
    ]
