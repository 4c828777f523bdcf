"""An act adopted elsewhere may say where it is read, and keep the copy that was given."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("acts", "0002_hold_the_acts_by_triggers"), ("core", "0002_triggers")]

    operations = [
        migrations.AddField(
            "act",
            "link",
            models.URLField(blank=True, default="", max_length=500),
            preserve_default=False,
        ),
        migrations.AddField(
            "act",
            "file",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.storedfile",
            ),
        ),
        migrations.AddField(
            "act",
            "filename",
            models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "act",
            models.CheckConstraint(
                condition=models.Q(
                    ("external", True),
                    models.Q(("file__isnull", True), ("link", "")),
                    _connector="OR",
                ),
                name="acts_act_written_here_is_not_elsewhere",
            ),
        ),
        migrations.AddConstraint(
            "act",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file__isnull", True), ("filename", "")),
                    models.Q(
                        ("file__isnull", False), models.Q(("filename", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="acts_act_file_has_its_name",
            ),
        ),
    ]
