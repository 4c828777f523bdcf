from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0004_the_chain_is_held_and_read_at_once")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="parts",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="parti"),
        ),
        migrations.AddField(
            model_name="document",
            name="parts_done",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="parti composte"),
        ),
    ]
