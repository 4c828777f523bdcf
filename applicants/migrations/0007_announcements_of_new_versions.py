"""A version of the rules of which everybody was told: the row is written once."""

import django.db.models.deletion
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_triggers'),
        ('applicants', '0006_what_organisations_say_of_themselves'),
        ('calls', '0009_versions_are_kept'),
    ]

    operations = [
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letters', models.PositiveIntegerField()),
                ('finished_at', models.DateTimeField()),
                ('rulebook', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='calls.rulebook')),
            ],
        ),
        append_only_trigger('applicants_announcement'),
    ]
