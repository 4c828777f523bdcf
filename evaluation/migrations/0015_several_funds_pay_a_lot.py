from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0014_officers_try_scenarios")]

    operations = [
        migrations.AddField("rankedrow", "parts", models.JSONField(default=dict)),
        migrations.AddField("rankedrow", "cents", models.JSONField(default=list)),
    ]
