"""Calls are found by words that look alike: pg_trgm is contrib, and the owner may create it."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

FILL = """
UPDATE calls_call SET search_text = concat_ws(' ', code, title, (
    SELECT body ->> 'summary' FROM calls_rulebook
    WHERE call_id = calls_call.id ORDER BY version DESC LIMIT 1))
WHERE state <> 'draft' AND search_text = ''
"""


class Migration(migrations.Migration):
    dependencies = [("calls", "0010_enquiries")]
    operations = [TrigramExtension(), migrations.RunSQL(FILL, migrations.RunSQL.noop)]
