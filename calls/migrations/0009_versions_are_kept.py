"""Whatever is published has its draft; rulebooks and windows are not emptied away."""

from django.db import migrations, models

FORWARD = """
CREATE TRIGGER calls_rulebook_stays BEFORE TRUNCATE ON calls_rulebook
  FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();
CREATE TRIGGER calls_window_stays BEFORE TRUNCATE ON calls_window
  FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();
"""
BACKWARD = """
DROP TRIGGER calls_window_stays ON calls_window;
DROP TRIGGER calls_rulebook_stays ON calls_rulebook;
"""


class Migration(migrations.Migration):
    dependencies = [("calls", "0008_call_published_draft"), ("core", "0002_triggers")]
    operations = [
        migrations.AddConstraint(
            "call",
            models.CheckConstraint(
                condition=models.Q(("state", "draft"), ("published_draft__isnull", False), _connector="OR"),
                name="calls_call_published_keeps_its_draft",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
