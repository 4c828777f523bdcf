"""A reminder of a deadline is written once to those who write a draft."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("applicants", "0016_applications_are_signed"),
        ('calls', '0017_files_of_movements_stay'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(max_length=10)),
                ('letters', models.PositiveIntegerField()),
                ('written_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='applicants.application')),
                ('window', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='calls.window')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('application', 'window', 'step'), name='applicants_reminder_once')],
            },
        ),
    ]
