"""Expense reports, samples, visits and results; what was sent or confirmed is held by triggers."""

import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger, frozen_columns_trigger

REPORTS = """
CREATE FUNCTION funding_expensereport_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moving text[] := ARRAY['state'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state = 'closed' THEN
        RAISE EXCEPTION 'an expense report stays as it was'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.award_id <> OLD.award_id OR NEW.submission_id <> OLD.submission_id
       OR NEW.number <> OLD.number
       OR NEW.started_by_id <> OLD.started_by_id OR NEW.started_at <> OLD.started_at THEN
        RAISE EXCEPTION 'an expense report is of one award' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state = 'sent' THEN
        moving := ARRAY['state', 'checked_by_id', 'checked_at'];
    ELSIF OLD.state = 'checked' THEN
        moving := ARRAY['state', 'checked_by_id', 'checked_at', 'closed_by_id', 'closed_at',
                        'closing_note', 'accepted_lines', 'flat', 'cut'];
    END IF;
    IF OLD.state <> 'draft' AND (to_jsonb(NEW) - moving) IS DISTINCT FROM (to_jsonb(OLD) - moving)
       OR OLD.state <> 'draft' AND NEW.state = 'draft' THEN
        RAISE EXCEPTION 'what was sent never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_expensereport_frozen BEFORE UPDATE OR DELETE ON funding_expensereport
    FOR EACH ROW EXECUTE FUNCTION funding_expensereport_is_frozen();
"""
REPORTS_BACK = """
DROP TRIGGER funding_expensereport_frozen ON funding_expensereport;
DROP FUNCTION funding_expensereport_is_frozen();
"""

# Documents and lines change with a draft; of a line, what the office decides while it is sent.
EXPENSES = """
CREATE FUNCTION funding_expense_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_report bigint;
    standing text;
    decided text[] := ARRAY['state', 'accepted', 'reason', 'version', 'checked_by_id', 'checked_at'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        of_report := OLD.report_id;
    ELSE
        of_report := NEW.report_id;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.report_id <> OLD.report_id THEN
        RAISE EXCEPTION 'an expense is of one report' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT state INTO standing FROM funding_expensereport WHERE id = of_report FOR SHARE;
    IF standing <> 'draft' AND NOT (
        TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'funding_expenseline' AND standing = 'sent'
        AND (to_jsonb(NEW) - decided) IS NOT DISTINCT FROM (to_jsonb(OLD) - decided)
    ) THEN
        RAISE EXCEPTION 'what was sent never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_expensedocument_frozen
    BEFORE INSERT OR UPDATE OR DELETE ON funding_expensedocument
    FOR EACH ROW EXECUTE FUNCTION funding_expense_is_frozen();
CREATE TRIGGER funding_expenseline_frozen
    BEFORE INSERT OR UPDATE OR DELETE ON funding_expenseline
    FOR EACH ROW EXECUTE FUNCTION funding_expense_is_frozen();
"""
EXPENSES_BACK = """
DROP TRIGGER funding_expenseline_frozen ON funding_expenseline;
DROP TRIGGER funding_expensedocument_frozen ON funding_expensedocument;
DROP FUNCTION funding_expense_is_frozen();
"""

RESULTS = """
CREATE FUNCTION funding_result_is_confirmed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.confirmed_at IS NOT NULL THEN
        RAISE EXCEPTION 'what was confirmed never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_indicatorvalue_confirmed BEFORE UPDATE OR DELETE ON funding_indicatorvalue
    FOR EACH ROW EXECUTE FUNCTION funding_result_is_confirmed();
"""
RESULTS_BACK = """
DROP TRIGGER funding_indicatorvalue_confirmed ON funding_indicatorvalue;
DROP FUNCTION funding_result_is_confirmed();
"""


def _not_emptied(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change()",
        f"DROP TRIGGER {table}_not_emptied ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0024_what_the_office_records_of_organisations"),
        ("calls", "0017_files_of_movements_stay"),
        ("core", "0003_files_are_looked_at_by_a_scanner"),
        ("funding", "0010_awards_are_paid_in_instalments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExpenseImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filename", models.CharField(max_length=150)),
                ("members", models.JSONField()),
                ("state", models.CharField(max_length=20)),
                ("rows", models.PositiveIntegerField()),
                ("problems", models.JSONField(default=list)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ExpenseProgress",
            fields=[
                (
                    "of",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="progress",
                        serialize=False,
                        to="funding.expenseimport",
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "expense progresses",
            },
        ),
        migrations.CreateModel(
            name='ExpenseReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('is_final', models.BooleanField(default=False)),
                ('state', models.CharField(default='draft', max_length=20)),
                ('started_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closing_note', models.TextField(blank=True)),
                ('accepted_lines', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('flat', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('cut', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expense_reports', to='funding.award')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expense_reports', to='applicants.submission')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('submission', 'number'), name='funding_expensereport_number_unique'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('submission',), name='funding_expensereport_one_open'), models.UniqueConstraint(condition=models.Q(('is_final', True)), fields=('submission',), name='funding_expensereport_one_final'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='funding_expensereport_period_has_an_order'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'sent', 'checked', 'closed'])), name='funding_expensereport_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('sent_at', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('sent_at__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='funding_expensereport_sent_has_its_digest'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_lines__gte', Decimal('0.00')), ('closed_at__isnull', False), ('cut__gte', Decimal('0.00')), ('flat__gte', Decimal('0.00')), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('accepted_lines', None), ('closed_at', None), ('cut', None), ('flat', None)), _connector='OR'), name='funding_expensereport_closed_has_its_sums'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('sent_by__isnull', False)), models.Q(('sent_at__isnull', True), ('sent_by__isnull', True)), _connector='OR'), name='funding_expensereport_sent_at_with_sent_by'), models.CheckConstraint(condition=models.Q(models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), models.Q(('checked_at__isnull', True), ('checked_by__isnull', True)), _connector='OR'), name='funding_expensereport_checked_at_with_checked_by'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), _connector='OR'), name='funding_expensereport_closed_at_with_closed_by')],
            },
        ),
        migrations.AddField(
            model_name="expenseimport",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="imports",
                to="funding.expensereport",
            ),
        ),
        migrations.CreateModel(
            name='ExpenseDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.CharField(max_length=16)),
                ('kind', models.CharField(max_length=20)),
                ('number', models.CharField(max_length=60)),
                ('date', models.DateField()),
                ('issuer_name', models.CharField(max_length=200)),
                ('issuer_code', models.CharField(max_length=16)),
                ('total', models.DecimalField(decimal_places=2, max_digits=14)),
                ('vat', models.DecimalField(decimal_places=2, default=Decimal('0.00'), max_digits=14)),
                ('paid_on', models.DateField(blank=True, null=True)),
                ('identity', models.CharField(max_length=64)),
                ('filename', models.CharField(blank=True, max_length=150)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applicants.submission')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='funding.expensereport')),
            ],
        ),
        migrations.CreateModel(
            name='ExpenseLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.CharField(max_length=16)),
                ('category', models.CharField(max_length=40)),
                ('description', models.CharField(blank=True, max_length=300)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('state', models.CharField(default='to_check', max_length=20)),
                ('accepted', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('reason', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='funding.expensedocument')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='funding.expensereport')),
            ],
            options={
                'indexes': [models.Index(fields=['report', 'id'], name='funding_exp_report__3c0f86_idx'), models.Index(condition=models.Q(('state', 'to_check')), fields=['report', 'id'], name='funding_expenseline_to_check'), models.Index(fields=['report', 'member', 'category'], include=('amount', 'accepted'), name='funding_expenseline_sums')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', Decimal('0.00'))), name='funding_expenseline_amount_is_positive'), models.CheckConstraint(condition=models.Q(models.Q(('accepted', None), ('checked_at', None), ('state', 'to_check')), models.Q(('accepted', models.F('amount')), ('checked_at__isnull', False), ('state', 'accepted')), models.Q(('accepted__gt', Decimal('0.00')), ('accepted__lt', models.F('amount')), ('checked_at__isnull', False), ('state', 'partly'), models.Q(('reason', ''), _negated=True)), models.Q(('accepted', Decimal('0.00')), ('checked_at__isnull', False), ('state', 'refused'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='funding_expenseline_accepted_within_what_was_imputed'), models.CheckConstraint(condition=models.Q(models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), models.Q(('checked_at__isnull', True), ('checked_by__isnull', True)), _connector='OR'), name='funding_expenseline_checked_at_with_checked_by')],
            },
        ),
        migrations.AddIndex(
            model_name="expenseimport",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["started_at"],
                name="funding_expenseimport_pending",
            ),
        ),
        migrations.AddConstraint(
            model_name="expenseimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at", None), ("state", "waiting")),
                    models.Q(
                        ("finished_at__isnull", False),
                        ("state__in", ["recorded", "refused", "failed"]),
                    ),
                    _connector="OR",
                ),
                name="funding_expenseimport_state_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="expensedocument",
            index=models.Index(fields=["identity"], name="funding_exp_identit_24695b_idx"),
        ),
        migrations.AddIndex(
            model_name="expensedocument",
            index=models.Index(fields=["report", "id"], name="funding_exp_report__a91482_idx"),
        ),
        migrations.AddConstraint(
            model_name="expensedocument",
            constraint=models.UniqueConstraint(
                fields=("submission", "identity"), name="funding_expensedocument_once_in_a_project"
            ),
        ),
        migrations.AddConstraint(
            model_name="expensedocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("total__gt", Decimal("0.00")),
                    ("vat__gte", Decimal("0.00")),
                    ("vat__lt", models.F("total")),
                ),
                name="funding_expensedocument_has_a_total",
            ),
        ),
        migrations.AddConstraint(
            model_name="expensedocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["invoice", "receipt", "payroll", "mission", "depreciation", "other"],
                    )
                ),
                name="funding_expensedocument_kind_is_known",
            ),
        ),
        migrations.CreateModel(
            name='ExpenseSample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.DecimalField(decimal_places=2, max_digits=5)),
                ('seed', models.CharField(max_length=64)),
                ('method', models.PositiveSmallIntegerField()),
                ('count', models.PositiveIntegerField()),
                ('drawn', models.JSONField()),
                ('drawn_at', models.DateTimeField()),
                ('drawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sample', to='funding.expensereport')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('share__gte', 1), ('share__lte', 100)), name='funding_expensesample_share_is_per_cent')],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('unit', models.CharField(max_length=40)),
                ('counts_people', models.BooleanField(default=False)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='calls.call')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('call', 'code'), name='funding_indicator_code_unique')],
            },
        ),
        migrations.CreateModel(
            name='IndicatorValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('half', models.PositiveSmallIntegerField()),
                ('value', models.DecimalField(decimal_places=2, max_digits=14)),
                ('saved_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='applicants.submission')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='funding.indicator')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('submission', 'indicator', 'year', 'half'), name='funding_indicatorvalue_once_in_a_half_year'), models.CheckConstraint(condition=models.Q(('half__in', [1, 2]), ('value__gte', 0), ('year__gte', 2000), ('year__lte', 2100)), name='funding_indicatorvalue_is_of_a_half_year'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), _connector='OR'), name='funding_indicatorvalue_confirmed_at_with_confirmed_by')],
            },
        ),
        migrations.CreateModel(
            name='OnSiteCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('place', models.CharField(max_length=200)),
                ('people', models.TextField()),
                ('findings', models.TextField()),
                ('filename', models.CharField(max_length=150)),
                ('recorded_at', models.DateTimeField()),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='funding.award')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='funding.expensereport')),
            ],
            options={
                'indexes': [models.Index(fields=['award', 'on'], name='funding_ons_award_i_3a80f4_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('people', ''), _negated=True), models.Q(('findings', ''), _negated=True), models.Q(('place', ''), _negated=True)), name='funding_onsitecheck_says_who_and_what')],
            },
        ),
        migrations.RunSQL(REPORTS, REPORTS_BACK),
        migrations.RunSQL(EXPENSES, EXPENSES_BACK),
        migrations.RunSQL(RESULTS, RESULTS_BACK),
        _not_emptied("funding_expensereport"),
        _not_emptied("funding_expensedocument"),
        _not_emptied("funding_expenseline"),
        _not_emptied("funding_indicatorvalue"),
        append_only_trigger("funding_expensesample"),
        append_only_trigger("funding_onsitecheck"),
        frozen_columns_trigger(
            "funding_expenseimport",
            frozen=["report_id", "file_id", "filename", "members", "rows", "started_by_id"],
            set_once=["finished_at"],
        ),
    ]
