"""Acts in the story of a measure that move no known amount."""


import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('acts', '0003_recorded_acts_show_their_text'),
        ('calls', '0006_districts_and_who_manages_them'),
    ]

    operations = [
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300)),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='calls.measure')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('measure', 'act'), name='calls_milestone_once_for_a_measure_and_act')],
            },
        ),
    ]
