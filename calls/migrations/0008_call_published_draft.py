"""A published call keeps the draft its rules come from: what is edited after is a correction."""

from django.db import migrations, models

COPY = "UPDATE calls_call SET published_draft = draft WHERE state <> 'draft'"


class Migration(migrations.Migration):
    dependencies = [("calls", "0007_acts_of_the_story")]
    operations = [
        migrations.AddField("call", "published_draft", models.JSONField(blank=True, null=True)),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
    ]
