import django.db.models.deletion
import django.db.models.expressions
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger, frozen_columns_trigger

PLAN_ADDS_UP = """
CREATE FUNCTION funding_guard_plan() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted numeric;
    found numeric;
    named bigint;
BEGIN
    IF TG_TABLE_NAME = 'funding_paymentplan' THEN named := NEW.id; ELSE named := NEW.plan_id; END IF;
    SELECT total INTO wanted FROM funding_paymentplan WHERE id = named;
    SELECT coalesce(sum(amount), 0) INTO found FROM funding_planinstalment WHERE plan_id = named;
    IF wanted <> found THEN
        RAISE EXCEPTION 'plan %: its instalments are % and not %', named, found, wanted
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER funding_plan_adds_up AFTER INSERT ON funding_paymentplan
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funding_guard_plan();
CREATE CONSTRAINT TRIGGER funding_planinstalments_add_up AFTER INSERT ON funding_planinstalment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funding_guard_plan();
"""
NO_PLAN_ADDS_UP = """
DROP TRIGGER funding_planinstalments_add_up ON funding_planinstalment;
DROP TRIGGER funding_plan_adds_up ON funding_paymentplan;
DROP FUNCTION funding_guard_plan();
"""
REQUEST_HOLDS = """
CREATE FUNCTION funding_guard_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('paid', 'withdrawn') THEN
        RAISE EXCEPTION 'payment request %: it is closed, it never changes', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.state <> 'returned' AND (OLD.iban, OLD.holder, OLD.amount, OLD.round)
            IS DISTINCT FROM (NEW.iban, NEW.holder, NEW.amount, NEW.round) THEN
        RAISE EXCEPTION 'payment request %: amount and account change only with the beneficiary', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.proposed IS DISTINCT FROM NEW.proposed
            AND NOT (OLD.state = 'asked' AND NEW.state = 'checked')
            AND NOT (NEW.proposed IS NULL AND NEW.state IN ('asked', 'returned')) THEN
        RAISE EXCEPTION 'payment request %: what is proposed changes by a check alone', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_payment_holds BEFORE UPDATE ON funding_paymentrequest
    FOR EACH ROW EXECUTE FUNCTION funding_guard_payment();
"""
NO_REQUEST_HOLDS = """
DROP TRIGGER funding_payment_holds ON funding_paymentrequest;
DROP FUNCTION funding_guard_payment();
"""
OTHERS_APPROVE = """
CREATE FUNCTION funding_guard_approval() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    checker bigint;
    asker bigint;
BEGIN
    SELECT c.checked_by_id, p.asked_by_id INTO checker, asker
        FROM funding_paymentcheck c JOIN funding_paymentrequest p ON p.id = c.payment_id
        WHERE c.id = NEW.check_of_id;
    IF NEW.approved AND NEW.decided_by_id IN (checker, asker) THEN
        RAISE EXCEPTION 'approval of check %: nobody approves what they checked or asked', NEW.check_of_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_approval_is_anothers BEFORE INSERT ON funding_paymentapproval
    FOR EACH ROW EXECUTE FUNCTION funding_guard_approval();
"""
NO_OTHERS_APPROVE = """
DROP TRIGGER funding_approval_is_anothers ON funding_paymentapproval;
DROP FUNCTION funding_guard_approval();
"""
ORDER_ADDS_UP = """
CREATE FUNCTION funding_guard_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told funding_paymentorder%ROWTYPE;
    found numeric;
    number integer;
    named bigint;
BEGIN
    IF TG_TABLE_NAME = 'funding_paymentorder' THEN named := NEW.id; ELSE named := NEW.order_id; END IF;
    SELECT * INTO told FROM funding_paymentorder WHERE id = named;
    SELECT coalesce(sum(amount), 0), count(*) INTO found, number
        FROM funding_transfer WHERE order_id = named;
    IF (told.total, told.count) IS DISTINCT FROM (found, number) THEN
        RAISE EXCEPTION 'payment order %: % transfers of % and not % of %',
            named, number, found, told.count, told.total
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER funding_order_adds_up AFTER INSERT ON funding_paymentorder
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funding_guard_order();
CREATE CONSTRAINT TRIGGER funding_transfers_add_up AFTER INSERT ON funding_transfer
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funding_guard_order();
"""
NO_ORDER_ADDS_UP = """
DROP TRIGGER funding_transfers_add_up ON funding_transfer;
DROP TRIGGER funding_order_adds_up ON funding_paymentorder;
DROP FUNCTION funding_guard_order();
"""
_ONLY_ADDED = (
    "funding_paymenthabit",
    "funding_paymentplan",
    "funding_planinstalment",
    "funding_twopeoplerule",
    "funding_surety",
    "funding_paymentfile",
    "funding_paymentcheck",
    "funding_paymentapproval",
    "funding_paymentorder",
    "funding_outcomeimport",
)


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0017_files_of_movements_stay'),
        ('core', '0003_files_are_looked_at_by_a_scanner'),
        ("funding", "0009_conditions_before_money_moves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OutcomeImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filename', models.CharField(max_length=150)),
                ('executed', models.PositiveIntegerField()),
                ('rejected', models.PositiveIntegerField()),
                ('known', models.PositiveIntegerField()),
                ('brought_at', models.DateTimeField()),
                ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='PaymentOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('total', models.DecimalField(decimal_places=2, max_digits=14)),
                ('count', models.PositiveIntegerField()),
                ('debtor_name', models.CharField(max_length=140)),
                ('debtor_iban', models.CharField(max_length=34)),
                ('made_at', models.DateTimeField()),
                ('csv', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('xml', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('count__gt', 0), ('total__gt', Decimal('0.00'))), name='funding_paymentorder_pays_somebody')],
            },
        ),
        migrations.CreateModel(
            name='PaymentPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('total', models.DecimalField(decimal_places=2, max_digits=14)),
                ('needs_surety', models.BooleanField()),
                ('surety_days', models.PositiveSmallIntegerField()),
                ('written_at', models.DateTimeField()),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_plans', to='funding.award')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('award', 'version'), name='funding_paymentplan_version_unique'), models.CheckConstraint(condition=models.Q(('total__gt', Decimal('0.00'))), name='funding_paymentplan_pays_something')],
            },
        ),
        migrations.CreateModel(
            name='PaymentRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('state', models.CharField(default='asked', max_length=20)),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('proposed', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('iban', models.CharField(max_length=34)),
                ('holder', models.CharField(max_length=140)),
                ('note', models.TextField(blank=True)),
                ('returned_because', models.TextField(blank=True)),
                ('asked_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='funding.award')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'asked_at'], name='funding_pay_state_5402b6_idx')],
                'constraints': [models.UniqueConstraint(fields=('award', 'number'), name='funding_payment_number_unique'), models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'returned', 'checked', 'approved', 'ordered'])), fields=('award', 'kind'), name='funding_payment_one_open_of_a_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['advance', 'interim', 'balance'])), name='funding_payment_kind_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'returned', 'checked', 'approved', 'ordered', 'paid', 'withdrawn'])), name='funding_payment_state_is_known'), models.CheckConstraint(condition=models.Q(('amount__gt', Decimal('0.00')), models.Q(('proposed', None), models.Q(('proposed__gt', Decimal('0.00')), ('proposed__lte', models.F('amount'))), _connector='OR')), name='funding_payment_proposes_at_most_what_is_asked'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['checked', 'approved', 'ordered', 'paid']), _negated=True), ('proposed__isnull', False), _connector='OR'), name='funding_payment_goes_on_with_a_proposal'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('state__in', ['asked', 'returned', 'checked', 'approved', 'ordered'])), models.Q(models.Q(('state__in', ['asked', 'returned', 'checked', 'approved', 'ordered']), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='funding_payment_closes_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('returned_because', ''), _negated=True), _connector='OR'), name='funding_payment_returns_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='PaymentFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filename', models.CharField(max_length=150)),
                ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='funding.paymentrequest')),
            ],
        ),
        migrations.CreateModel(
            name='PaymentHabit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('advance', models.DecimalField(decimal_places=2, max_digits=5)),
                ('interim', models.DecimalField(decimal_places=2, max_digits=5)),
                ('needs_report', models.BooleanField(default=True)),
                ('surety_days', models.PositiveSmallIntegerField()),
                ('set_at', models.DateTimeField()),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_habits', to='calls.call')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['call', '-id'], name='funding_pay_call_id_7ccd79_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('advance__gte', 0), ('interim__gte', 0), ('advance__lte', django.db.models.expressions.CombinedExpression(models.Value(100), '-', models.F('interim')))), name='funding_paymenthabit_is_at_most_all')],
            },
        ),
        migrations.CreateModel(
            name='PlanInstalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('percent', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('needs_report', models.BooleanField(default=True)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='funding.paymentplan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'sequence'), name='funding_planinstalment_sequence_unique'), models.UniqueConstraint(condition=models.Q(('kind', 'interim'), _negated=True), fields=('plan', 'kind'), name='funding_planinstalment_one_advance_one_balance'), models.CheckConstraint(condition=models.Q(('kind__in', ['advance', 'interim', 'balance'])), name='funding_planinstalment_kind_is_known'), models.CheckConstraint(condition=models.Q(('amount__gt', Decimal('0.00'))), name='funding_planinstalment_is_something')],
            },
        ),
        migrations.CreateModel(
            name='PaymentCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('findings', models.JSONField()),
                ('proposed', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('reason', models.TextField(blank=True)),
                ('checked_at', models.DateTimeField()),
                ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='funding.paymentrequest')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('proposed__gt', Decimal('0.00')), models.Q(('reason', ''), _negated=True), _connector='OR'), name='funding_paymentcheck_proposes_or_says_why_not')],
            },
        ),
        migrations.CreateModel(
            name='SpendingLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('up_to', models.DecimalField(decimal_places=2, max_digits=14)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('basis', models.CharField(max_length=200)),
                ('set_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spending_limits', to=settings.AUTH_USER_MODEL)),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'since'], name='funding_spe_person__f1f2db_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('up_to__gt', Decimal('0.00'))), name='funding_spendinglimit_is_something'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='funding_spendinglimit_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='funding_spendinglimit_has_its_basis')],
            },
        ),
        migrations.CreateModel(
            name='PaymentApproval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.PositiveSmallIntegerField()),
                ('approved', models.BooleanField()),
                ('reason', models.TextField(blank=True)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('check_of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='funding.paymentcheck')),
                ('limit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funding.spendinglimit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('check_of', 'decided_by'), name='funding_approval_one_per_person'), models.UniqueConstraint(fields=('check_of', 'step'), name='funding_approval_steps_follow'), models.CheckConstraint(condition=models.Q(models.Q(('approved', True), ('limit__isnull', False)), models.Q(('approved', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='funding_approval_within_a_limit_or_says_why_not')],
            },
        ),
        migrations.CreateModel(
            name='Surety',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60)),
                ('issuer', models.CharField(max_length=140)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('expires_on', models.DateField()),
                ('filename', models.CharField(max_length=150)),
                ('brought_at', models.DateTimeField()),
                ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sureties', to='funding.paymentrequest')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', Decimal('0.00')), models.Q(('number', ''), _negated=True), models.Q(('issuer', ''), _negated=True)), name='funding_surety_says_who_and_how_much')],
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('end_to_end', models.CharField(max_length=35, unique=True)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('holder', models.CharField(max_length=140)),
                ('iban', models.CharField(max_length=34)),
                ('fiscal_code', models.CharField(max_length=16)),
                ('remittance', models.CharField(max_length=140)),
                ('outcome', models.CharField(blank=True, max_length=20, null=True)),
                ('outcome_on', models.DateField(blank=True, null=True)),
                ('outcome_reason', models.CharField(blank=True, max_length=300, null=True)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='funding.paymentorder')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='funding.paymentrequest')),
                ('told_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='funding.outcomeimport')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', None), ('outcome', 'executed'), _connector='OR'), fields=('payment',), name='funding_transfer_one_order_per_payment'), models.CheckConstraint(condition=models.Q(('amount__gt', Decimal('0.00'))), name='funding_transfer_pays_something'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', None), ('outcome_on', None), ('outcome_reason', None), ('told_by', None)), models.Q(('outcome', 'executed'), ('outcome_on__isnull', False), ('outcome_reason__isnull', False), ('told_by__isnull', False)), models.Q(('outcome', 'rejected'), ('outcome_on__isnull', False), ('outcome_reason__isnull', False), ('told_by__isnull', False), models.Q(('outcome_reason', ''), _negated=True)), _connector='OR'), name='funding_transfer_outcome_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='TwoPeopleRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('above', models.DecimalField(decimal_places=2, max_digits=14)),
                ('basis', models.CharField(max_length=200)),
                ('set_at', models.DateTimeField()),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='two_people_rules', to='calls.measure')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['measure', '-id'], name='funding_two_measure_2573bf_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('above__gte', Decimal('0.00')), models.Q(('basis', ''), _negated=True)), name='funding_twopeoplerule_has_amount_and_basis')],
            },
        ),
        *(append_only_trigger(table) for table in _ONLY_ADDED),
        frozen_columns_trigger(
            "funding_spendinglimit",
            frozen=["id", "person_id", "up_to", "since", "basis", "set_by_id", "set_at"],
            set_once=["until"],
        ),
        frozen_columns_trigger(
            "funding_paymentrequest",
            frozen=["id", "award_id", "number", "kind", "asked_by_id", "asked_at"],
            set_once=["closed_at"],
        ),
        frozen_columns_trigger(
            "funding_transfer",
            frozen=[
                "id", "order_id", "payment_id", "end_to_end", "amount", "holder", "iban",
                "fiscal_code", "remittance",
            ],
            set_once=["outcome", "outcome_on", "outcome_reason", "told_by_id"],
        ),
        migrations.RunSQL(PLAN_ADDS_UP, NO_PLAN_ADDS_UP),
        migrations.RunSQL(REQUEST_HOLDS, NO_REQUEST_HOLDS),
        migrations.RunSQL(OTHERS_APPROVE, NO_OTHERS_APPROVE),
        migrations.RunSQL(ORDER_ADDS_UP, NO_ORDER_ADDS_UP),
    ]
