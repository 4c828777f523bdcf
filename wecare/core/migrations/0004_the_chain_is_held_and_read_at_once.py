"""The audit chain is locked and its end is read by one call: on the last day every statement counts.

The function is volatile, so what it reads after the lock is what stands once the lock is had.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION wecare_end_of_chain(
    lock bigint, OUT seq bigint, OUT digest varchar, OUT at timestamptz
) LANGUAGE plpgsql VOLATILE AS $body$
BEGIN
    PERFORM pg_advisory_xact_lock(lock);
    SELECT e.seq, e.digest INTO wecare_end_of_chain.seq, wecare_end_of_chain.digest
        FROM core_event e ORDER BY e.seq DESC LIMIT 1;
    wecare_end_of_chain.at := wecare_clock();
END
$body$;
"""
BACKWARD = "DROP FUNCTION wecare_end_of_chain(bigint);"


class Migration(migrations.Migration):
    dependencies = [("core", "0003_files_are_looked_at_by_a_scanner")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
