"""No statement empties what was sent, nor the evidence of what was refused."""

from django.db import migrations

TABLES = ("applicants_submission", "applicants_refusedattempt")


def _not_emptied(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change()",
        f"DROP TRIGGER {table}_not_emptied ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0002_what_is_sent_is_frozen"),
        ("core", "0002_triggers"),
    ]
    operations = [_not_emptied(table) for table in TABLES]
