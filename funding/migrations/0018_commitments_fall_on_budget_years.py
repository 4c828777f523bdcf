"""Committed money falls on budget years; by act it changes year."""

import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('acts', '0006_approvals_and_signatures_are_held_by_triggers'),
        ('calls', '0017_files_of_movements_stay'),
        ('funding', '0017_changes_bring_files'),
        ('ledger', '0005_capital_of_loans_comes_back'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='YearShift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('from_year', models.PositiveSmallIntegerField()),
                ('to_year', models.PositiveSmallIntegerField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('reason', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='year_shifts', to='calls.call')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', Decimal('0.00'))), name='funding_yearshift_moves_something'), models.CheckConstraint(condition=models.Q(('from_year', models.F('to_year')), _negated=True), name='funding_yearshift_changes_the_year'), models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='funding_yearshift_has_key_and_reason')],
            },
        ),
        migrations.CreateModel(
            name='YearPosting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='years', to='ledger.account')),
                ('posting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='years', to='ledger.posting')),
                ('shift', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='years', to='funding.yearshift')),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'year'], name='funding_yea_account_468663_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='funding_yearposting_is_something'), models.CheckConstraint(condition=models.Q(('year__gte', 2000), ('year__lte', 2100)), name='funding_yearposting_year_is_one'), models.CheckConstraint(condition=models.Q(models.Q(('posting__isnull', False), ('shift', None)), models.Q(('posting', None), ('shift__isnull', False)), _connector='OR'), name='funding_yearposting_has_one_cause'), models.UniqueConstraint(fields=('posting', 'year'), name='funding_yearposting_once_per_posting'), models.UniqueConstraint(fields=('shift', 'account', 'year'), name='funding_yearposting_once_per_shift')],
            },
        ),
    ]
