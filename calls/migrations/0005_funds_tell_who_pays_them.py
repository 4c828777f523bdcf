"""A fund says who pays it: the Union, the State, the Region."""


import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0004_budget_movements_are_only_added'),
    ]

    operations = [
        migrations.AddField(
            model_name='fund',
            name='eu_share',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True),
        ),
        migrations.AddField(
            model_name='fund',
            name='region_share',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True),
        ),
        migrations.AddField(
            model_name='fund',
            name='shares_source',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='fund',
            name='state_share',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True),
        ),
        migrations.AddConstraint(
            model_name='fund',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('eu_share__isnull', True), ('region_share__isnull', True), ('state_share__isnull', True)), models.Q(('eu_share', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Value(100), '-', models.F('state_share')), '-', models.F('region_share'))), ('eu_share__gte', 0), ('eu_share__isnull', False), ('region_share__gte', 0), ('region_share__isnull', False), ('state_share__gte', 0), ('state_share__isnull', False)), _connector='OR'), name='calls_fund_shares_make_the_whole'),
        ),
    ]
