import django.db.models.deletion
import django.db.models.expressions
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger, frozen_columns_trigger


class Migration(migrations.Migration):

    dependencies = [
        ('acts', '0004_templates_have_words'),
        ('core', '0003_files_are_looked_at_by_a_scanner'),
        ('evaluation', '0017_money_comes_back_to_lots'),
        ("funding", "0011_expense_reports_and_results"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Recovery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('capital', models.DecimalField(decimal_places=2, max_digits=14)),
                ('reason', models.TextField()),
                ('since', models.DateField()),
                ('pay_by', models.DateField()),
                ('state', models.CharField(default='open', max_length=20)),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('act', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recoveries', to='funding.award')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('capital__gt', Decimal('0.00')), models.Q(('reason', ''), _negated=True), models.Q(('key', ''), _negated=True)), name='funding_recovery_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state', 'open')), models.Q(('closed_at__isnull', False), ('state', 'closed')), _connector='OR'), name='funding_recovery_closed_says_when')],
            },
        ),
        migrations.CreateModel(
            name='InstalmentPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.PositiveSmallIntegerField()),
                ('reason', models.TextField()),
                ('state', models.CharField(default='asked', max_length=20)),
                ('asked_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recovery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='funding.recovery')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'granted'])), fields=('recovery',), name='funding_instalmentplan_one'), models.CheckConstraint(condition=models.Q(('count__gte', 2), models.Q(('reason', ''), _negated=True)), name='funding_instalmentplan_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'asked')), models.Q(('decided_at__isnull', False), ('state__in', ['granted', 'refused'])), _connector='OR'), name='funding_instalmentplan_decided_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), _connector='OR'), name='funding_instalmentplan_decided_at_with_decided_by')],
            },
        ),
        migrations.CreateModel(
            name='Revocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('reasons', models.TextField()),
                ('protocol', models.CharField(blank=True, max_length=60)),
                ('started_at', models.DateTimeField()),
                ('answer_until', models.DateTimeField()),
                ('conclude_days', models.PositiveSmallIntegerField()),
                ('state', models.CharField(default='noticed', max_length=20)),
                ('assessment', models.TextField(blank=True)),
                ('recovery_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('assessed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('act', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('assessed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revocations', to='funding.award')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['noticed', 'assessed'])), fields=('award',), name='funding_revocation_one_open'), models.CheckConstraint(condition=models.Q(('state__in', ['noticed', 'assessed', 'dropped', 'done'])), name='funding_revocation_state_is_known'), models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gt', Decimal('0.00')), _connector='OR'), name='funding_revocation_takes_something'), models.CheckConstraint(condition=models.Q(models.Q(('reasons', ''), _negated=True), ('answer_until__gt', models.F('started_at'))), name='funding_revocation_notice_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('act__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('act__isnull', True)), _connector='OR'), name='funding_revocation_is_done_by_an_act'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state__in', ['done', 'dropped'])), models.Q(('closed_at__isnull', True), ('state__in', ['noticed', 'assessed'])), _connector='OR'), name='funding_revocation_closed_says_when'), models.CheckConstraint(condition=models.Q(('state', 'noticed'), ('state', 'dropped'), models.Q(('assessed_at__isnull', False), ('recovery_days__isnull', False), models.Q(('assessment', ''), _negated=True)), _connector='OR'), name='funding_revocation_act_follows_an_assessment'), models.CheckConstraint(condition=models.Q(models.Q(('assessed_at__isnull', False), ('assessed_by__isnull', False)), models.Q(('assessed_at__isnull', True), ('assessed_by__isnull', True)), _connector='OR'), name='funding_revocation_assessed_at_with_assessed_by'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), _connector='OR'), name='funding_revocation_closed_at_with_closed_by')],
            },
        ),
        migrations.CreateModel(
            name='RevocationObservation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('filed_at', models.DateTimeField()),
                ('filed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revocation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='funding.revocation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='funding_observation_says_something')],
            },
        ),
        migrations.CreateModel(
            name='RevocationFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filename', models.CharField(max_length=150)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('observation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='funding.revocationobservation')),
            ],
        ),
        migrations.CreateModel(
            name='Acknowledgment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recovery_days', models.PositiveSmallIntegerField()),
                ('state', models.CharField(default='drafted', max_length=20)),
                ('begun_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('act', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('award', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgment', to='funding.award')),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('departure', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluation.departure')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('act__isnull', False), ('done_at__isnull', False), ('state', 'done')), models.Q(('act__isnull', True), ('done_at', None), ('state', 'drafted')), _connector='OR'), name='funding_acknowledgment_is_done_by_an_act'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', False), ('done_by__isnull', False)), models.Q(('done_at__isnull', True), ('done_by__isnull', True)), _connector='OR'), name='funding_acknowledgment_done_at_with_done_by')],
            },
        ),
        migrations.CreateModel(
            name='Closure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due', models.DecimalField(decimal_places=2, max_digits=14)),
                ('saved', models.DecimalField(decimal_places=2, max_digits=14)),
                ('reason', models.TextField()),
                ('closed_at', models.DateTimeField()),
                ('act', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('award', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='closure', to='funding.award')),
                ('closed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('due__gte', Decimal('0.00')), ('saved__gte', Decimal('0.00')), models.Q(('reason', ''), _negated=True)), name='funding_closure_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='RecoveryInstalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField()),
                ('capital', models.DecimalField(decimal_places=2, max_digits=14)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='funding.instalmentplan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='funding_recoveryinstalment_is_numbered_alone')],
            },
        ),
        migrations.CreateModel(
            name='LegalRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(unique=True)),
                ('percent', models.DecimalField(decimal_places=4, max_digits=7)),
                ('decree', models.CharField(max_length=200)),
                ('is_sure', models.BooleanField(default=True)),
                ('written_at', models.DateTimeField()),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('percent__gte', Decimal('0.00')), ('percent__lte', 100), models.Q(('decree', ''), _negated=True)), name='funding_rate_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='ProjectChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('before', models.JSONField(default=list)),
                ('after', models.JSONField(default=list)),
                ('activities', models.TextField(blank=True)),
                ('ends_before', models.DateField(blank=True, null=True)),
                ('ends_after', models.DateField(blank=True, null=True)),
                ('reason', models.TextField()),
                ('state', models.CharField(max_length=20)),
                ('asked_at', models.DateTimeField()),
                ('answer_until', models.DateTimeField(blank=True, null=True)),
                ('answer', models.TextField(blank=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('act', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='funding.award')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('award', 'number'), name='funding_change_is_numbered_alone'), models.UniqueConstraint(condition=models.Q(('state__in', ('noticed', 'asked'))), fields=('award',), name='funding_change_one_open'), models.CheckConstraint(condition=models.Q(('kind__in', ['minor', 'substantial', 'extension'])), name='funding_change_kind_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['noticed', 'noted', 'objected', 'asked', 'approved', 'refused', 'withdrawn'])), name='funding_change_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('ends_after__isnull', False), ('kind', 'extension')), models.Q(models.Q(('kind', 'extension'), _negated=True), ('ends_after__isnull', True)), _connector='OR'), name='funding_change_extension_has_its_end'), models.CheckConstraint(condition=models.Q(models.Q(('answer_until__isnull', False), ('kind', 'minor')), models.Q(models.Q(('kind', 'minor'), _negated=True), ('answer_until__isnull', True)), _connector='OR'), name='funding_change_notice_has_its_days'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state__in', ('noticed', 'asked'))), models.Q(models.Q(('state__in', ('noticed', 'asked')), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='funding_change_closed_says_when'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='funding_change_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), _connector='OR'), name='funding_projectchange_closed_at_with_closed_by')],
            },
        ),
        migrations.CreateModel(
            name='RecoveryPayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=100)),
                ('received_on', models.DateField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('interest', models.DecimalField(decimal_places=2, max_digits=14)),
                ('capital', models.DecimalField(decimal_places=2, max_digits=14)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recovery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='funding.recovery')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('recovery', 'reference'), name='funding_recoverypayment_once'), models.CheckConstraint(condition=models.Q(('amount__gt', Decimal('0.00')), ('capital__gte', Decimal('0.00')), ('interest__gte', Decimal('0.00')), ('amount', django.db.models.expressions.CombinedExpression(models.F('interest'), '+', models.F('capital'))), models.Q(('reference', ''), _negated=True)), name='funding_recoverypayment_adds_up')],
            },
        ),
        append_only_trigger("funding_revocationobservation"),
        append_only_trigger("funding_revocationfile"),
        append_only_trigger("funding_closure"),
        append_only_trigger("funding_recoverypayment"),
        append_only_trigger("funding_recoveryinstalment"),
        frozen_columns_trigger(
            "funding_projectchange",
            frozen=(
                "award_id",
                "number",
                "kind",
                "before",
                "after",
                "activities",
                "ends_before",
                "ends_after",
                "reason",
                "asked_by_id",
                "asked_at",
                "answer_until",
            ),
            set_once=("act_id", "closed_at", "closed_by_id"),
        ),
        frozen_columns_trigger(
            "funding_revocation",
            frozen=(
                "award_id",
                "amount",
                "reasons",
                "protocol",
                "started_at",
                "started_by_id",
                "answer_until",
                "conclude_days",
            ),
            set_once=(
                "recovery_days",
                "assessed_at",
                "assessed_by_id",
                "draft_id",
                "act_id",
                "closed_at",
                "closed_by_id",
            ),
        ),
        frozen_columns_trigger(
            "funding_acknowledgment",
            frozen=("award_id", "departure_id", "begun_by_id", "begun_at"),
            set_once=("draft_id", "act_id", "done_at", "done_by_id"),
        ),
        frozen_columns_trigger(
            "funding_recovery",
            frozen=(
                "key",
                "award_id",
                "capital",
                "reason",
                "act_id",
                "pay_by",
                "opened_by_id",
                "opened_at",
            ),
            set_once=("closed_at",),
        ),
        frozen_columns_trigger(
            "funding_instalmentplan",
            frozen=("recovery_id", "count", "reason", "asked_by_id", "asked_at"),
            set_once=("decided_at", "decided_by_id"),
        ),
    ]
