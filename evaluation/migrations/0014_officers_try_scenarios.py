from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("evaluation", "0013_hold_the_life_of_lists_by_triggers"),
    ]

    operations = [
        migrations.CreateModel(
            name='Scenario',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('changes', models.JSONField()),
                ('rules', models.JSONField()),
                ('input_digest', models.CharField(max_length=64)),
                ('result', models.JSONField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ranked_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scenarios', to='evaluation.rankedlist')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ranked_list', 'name'), name='evaluation_scenario_name_unique_in_list'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='evaluation_scenario_has_a_name')],
            },
        ),
    ]
