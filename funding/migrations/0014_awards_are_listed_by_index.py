from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funding", "0008_awards_lose_a_part_or_end_by_their_own_act")]

    operations = [
        migrations.AddIndex(
            model_name="award",
            index=models.Index(fields=["-granted_at", "-id"], name="funding_award_by_day"),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(
                fields=["state", "-granted_at", "-id"], name="funding_award_by_state"
            ),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(fields=["amount", "id"], name="funding_award_by_amount"),
        ),
    ]
