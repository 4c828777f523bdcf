"""Awards take forms: grants, loans with their plans and what comes back, guarantees with calls on them.

What the database says of them, whoever writes:

- a confirmed division never changes, and its components sum to what the award is worth;
- no more of a loan goes out than its component, no more of a guarantee than is set aside;
- the instalments of a plan sum to its debt, and what comes back of one is never more than it is;
- plans, instalments and repayments are only ever added.
"""

import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger, frozen_columns_trigger


DIVISION = """
CREATE FUNCTION funding_aid_division_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole numeric;
    parts numeric;
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.confirmed_at IS NOT NULL THEN
        RAISE EXCEPTION 'the division of award % is confirmed', OLD.award_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF TG_OP = 'UPDATE' AND NEW.award_id <> OLD.award_id THEN
        RAISE EXCEPTION 'a division keeps its award'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.confirmed_at IS NOT NULL THEN
        SELECT coalesce(sum(amount), 0) INTO parts
            FROM funding_aidcomponent WHERE division_id = NEW.id;
        SELECT amount - (SELECT coalesce(sum(amount), 0) FROM funding_reduction
                         WHERE award_id = NEW.award_id) INTO whole
            FROM funding_award WHERE id = NEW.award_id;
        IF parts <> whole THEN
            RAISE EXCEPTION 'the parts of award % sum to %, it is worth %',
                NEW.award_id, parts, whole USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_aid_division_stays BEFORE INSERT OR UPDATE OR DELETE
    ON funding_aiddivision FOR EACH ROW EXECUTE FUNCTION funding_aid_division_stays();

CREATE FUNCTION funding_aid_component_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    confirmed timestamptz;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        SELECT confirmed_at INTO confirmed FROM funding_aiddivision WHERE id = OLD.division_id;
    END IF;
    IF TG_OP <> 'DELETE' AND confirmed IS NULL THEN
        SELECT confirmed_at INTO confirmed FROM funding_aiddivision
            WHERE id = NEW.division_id FOR UPDATE;
    END IF;
    IF confirmed IS NOT NULL THEN
        RAISE EXCEPTION 'the components of a confirmed division stay'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funding_aid_component_stays BEFORE INSERT OR UPDATE OR DELETE
    ON funding_aidcomponent FOR EACH ROW EXECUTE FUNCTION funding_aid_component_stays();
"""
NO_DIVISION = """
DROP TRIGGER funding_aid_component_stays ON funding_aidcomponent;
DROP FUNCTION funding_aid_component_stays();
DROP TRIGGER funding_aid_division_stays ON funding_aiddivision;
DROP FUNCTION funding_aid_division_stays();
"""

BOUNDED = """
CREATE FUNCTION funding_form_of_aid_is_bounded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most numeric;
    gone numeric;
BEGIN
    IF NEW.is_paid IS NOT TRUE OR (TG_OP = 'UPDATE' AND OLD.is_paid IS TRUE) THEN
        RETURN NULL;
    END IF;
    SELECT component.amount INTO most FROM funding_aidcomponent AS component
        JOIN funding_aiddivision AS division ON division.id = component.division_id
        WHERE division.award_id = NEW.award_id AND division.confirmed_at IS NOT NULL
          AND component.form = TG_ARGV[0];
    IF TG_ARGV[0] = 'loan' THEN
        SELECT sum(amount) INTO gone FROM funding_disbursement
            WHERE award_id = NEW.award_id AND is_paid;
    ELSE
        SELECT sum(payable) INTO gone FROM funding_guaranteecall
            WHERE award_id = NEW.award_id AND is_paid;
    END IF;
    IF gone > coalesce(most, 0) THEN
        RAISE EXCEPTION 'award %: % of its % would go out, it has %',
            NEW.award_id, gone, TG_ARGV[0], coalesce(most, 0)
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER funding_loan_is_bounded AFTER INSERT OR UPDATE ON funding_disbursement
    FOR EACH ROW EXECUTE FUNCTION funding_form_of_aid_is_bounded('loan');
CREATE TRIGGER funding_guarantee_is_bounded AFTER INSERT OR UPDATE ON funding_guaranteecall
    FOR EACH ROW EXECUTE FUNCTION funding_form_of_aid_is_bounded('guarantee');
"""
NOT_BOUNDED = """
DROP TRIGGER funding_guarantee_is_bounded ON funding_guaranteecall;
DROP TRIGGER funding_loan_is_bounded ON funding_disbursement;
DROP FUNCTION funding_form_of_aid_is_bounded();
"""

PLANS = """
CREATE FUNCTION funding_loan_plan_sums_to_its_debt() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    plan bigint;
    owed numeric;
    capital_due numeric;
BEGIN
    IF TG_TABLE_NAME = 'funding_loanplan' THEN plan := NEW.id;
    ELSE plan := NEW.plan_id;
    END IF;
    SELECT debt INTO owed FROM funding_loanplan WHERE id = plan;
    SELECT coalesce(sum(capital), 0) INTO capital_due FROM funding_loaninstalment WHERE plan_id = plan;
    IF capital_due <> owed THEN
        RAISE EXCEPTION 'plan %: its instalments sum to %, the debt is %', plan, capital_due, owed
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER funding_loan_plan_is_whole AFTER INSERT ON funding_loanplan
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION funding_loan_plan_sums_to_its_debt();
CREATE CONSTRAINT TRIGGER funding_loaninstalment_is_of_a_whole AFTER INSERT ON funding_loaninstalment
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION funding_loan_plan_sums_to_its_debt();

CREATE FUNCTION funding_repayment_is_bounded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    too_much boolean;
BEGIN
    SELECT sum(capital) > (SELECT amount FROM funding_disbursement WHERE id = NEW.disbursement_id)
        INTO too_much FROM funding_repayment WHERE disbursement_id = NEW.disbursement_id;
    IF NOT too_much AND NEW.instalment_id IS NOT NULL THEN
        SELECT sum(paid.capital) > due.capital OR sum(paid.interest) > due.interest INTO too_much
            FROM funding_loaninstalment AS due
            JOIN funding_repayment AS paid ON paid.instalment_id = due.id
            WHERE due.id = NEW.instalment_id GROUP BY due.id;
    END IF;
    IF too_much THEN
        RAISE EXCEPTION 'disbursement %: more would come back than is owed', NEW.disbursement_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER funding_repayment_is_bounded AFTER INSERT ON funding_repayment
    FOR EACH ROW EXECUTE FUNCTION funding_repayment_is_bounded();
"""
NO_PLANS = """
DROP TRIGGER funding_repayment_is_bounded ON funding_repayment;
DROP FUNCTION funding_repayment_is_bounded();
DROP TRIGGER funding_loaninstalment_is_of_a_whole ON funding_loaninstalment;
DROP TRIGGER funding_loan_plan_is_whole ON funding_loanplan;
DROP FUNCTION funding_loan_plan_sums_to_its_debt();
"""
_DECIDED = ("is_paid", "decided_by_id", "decided_at")


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0002_triggers"),
        ("ledger", "0005_capital_of_loans_comes_back"),
        ("funding", "0012_awards_change_and_exit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AidDivision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('award', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='division', to='funding.award')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('written_by')), _negated=True)), _connector='OR'), name='funding_aid_division_is_confirmed_by_another')],
            },
        ),
        migrations.CreateModel(
            name='AidComponent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=20)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('annual_rate', models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True)),
                ('months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('grace_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('every_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('method', models.CharField(blank=True, max_length=20, null=True)),
                ('guaranteed_percent', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('guaranteed_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('division', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='components', to='funding.aiddivision')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('division', 'form'), name='funding_aid_component_one_per_form'), models.CheckConstraint(condition=models.Q(('amount__gt', Decimal('0.00')), ('form__in', ['grant', 'capital', 'loan', 'guarantee'])), name='funding_aid_component_form_and_amount'), models.CheckConstraint(condition=models.Q(models.Q(('form', 'loan'), ('annual_rate__isnull', False), ('every_months__isnull', False), ('grace_months__isnull', False), ('method__isnull', False), ('months__isnull', False), ('annual_rate__gte', 0), ('annual_rate__lte', 100), ('every_months__gt', 0), ('grace_months__lt', models.F('months')), ('method__in', ['constant_instalment', 'constant_capital'])), models.Q(models.Q(('form', 'loan'), _negated=True), ('annual_rate__isnull', True), ('every_months__isnull', True), ('grace_months__isnull', True), ('method__isnull', True), ('months__isnull', True)), _connector='OR'), name='funding_aid_component_loan_conditions'), models.CheckConstraint(condition=models.Q(models.Q(('form', 'guarantee'), ('guaranteed_amount__isnull', False), ('guaranteed_percent__isnull', False), ('guaranteed_amount__gte', models.F('amount')), ('guaranteed_percent__gt', 0), ('guaranteed_percent__lte', 100)), models.Q(models.Q(('form', 'guarantee'), _negated=True), ('guaranteed_amount__isnull', True), ('guaranteed_percent__isnull', True)), _connector='OR'), name='funding_aid_component_guarantee_conditions')],
            },
        ),
        migrations.CreateModel(
            name='Disbursement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('on', models.DateField()),
                ('asked_at', models.DateTimeField()),
                ('is_paid', models.BooleanField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disbursements', to='funding.award')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('award', 'number'), name='funding_disbursement_number'), models.CheckConstraint(condition=models.Q(('amount__gt', Decimal('0.00'))), name='funding_disbursement_is_positive'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('is_paid', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('is_paid__isnull', False), models.Q(('decided_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='funding_disbursement_is_decided_by_another')],
            },
        ),
        migrations.CreateModel(
            name='GuaranteeCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('bank', models.CharField(max_length=200)),
                ('reference', models.CharField(max_length=60)),
                ('on', models.DateField()),
                ('loss', models.DecimalField(decimal_places=2, max_digits=14)),
                ('recorded_at', models.DateTimeField()),
                ('payable', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('remarks', models.TextField(blank=True)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('is_paid', models.BooleanField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guarantee_calls', to='funding.award')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('award', 'number'), name='funding_guarantee_call_number'), models.UniqueConstraint(fields=('award', 'bank', 'reference'), name='funding_guarantee_call_reference'), models.CheckConstraint(condition=models.Q(('loss__gt', Decimal('0.00')), models.Q(('payable', None), models.Q(('payable__gt', Decimal('0.00')), ('payable__lte', models.F('loss'))), _connector='OR')), name='funding_guarantee_call_pays_no_more_than_the_loss'), models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('checked_by', None), ('payable', None)), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False), ('payable__isnull', False)), _connector='OR'), name='funding_guarantee_call_check_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('is_paid', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('is_paid__isnull', False), models.Q(('decided_by', models.F('recorded_by')), _negated=True), models.Q(('is_paid', False), models.Q(('decided_by', models.F('checked_by')), _negated=True), _connector='OR'), models.Q(('is_paid', False), ('checked_at__isnull', False), _connector='OR')), _connector='OR'), name='funding_guarantee_call_is_decided_by_another')],
            },
        ),
        migrations.CreateModel(
            name='LoanPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('cause', models.CharField(max_length=20)),
                ('on', models.DateField()),
                ('debt', models.DecimalField(decimal_places=2, max_digits=14)),
                ('made_at', models.DateTimeField()),
                ('disbursement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='funding.disbursement')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('disbursement', 'version'), name='funding_loan_plan_version'), models.CheckConstraint(condition=models.Q(('cause__in', ['disbursement', 'early_repayment']), ('debt__gte', Decimal('0.00'))), name='funding_loan_plan_is_known')],
            },
        ),
        migrations.CreateModel(
            name='LoanInstalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField()),
                ('capital', models.DecimalField(decimal_places=2, max_digits=14)),
                ('interest', models.DecimalField(decimal_places=2, max_digits=14)),
                ('debt', models.DecimalField(decimal_places=2, max_digits=14)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='funding.loanplan')),
            ],
            options={
                'indexes': [models.Index(fields=['due_on'], name='funding_loa_due_on_ee097e_idx')],
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='funding_loaninstalment_number'), models.CheckConstraint(condition=models.Q(('capital__gte', Decimal('0.00')), ('debt__gte', Decimal('0.00')), ('interest__gte', Decimal('0.00'))), name='funding_loaninstalment_is_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Repayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('reference', models.CharField(max_length=60)),
                ('late', models.DecimalField(decimal_places=2, max_digits=14)),
                ('interest', models.DecimalField(decimal_places=2, max_digits=14)),
                ('capital', models.DecimalField(decimal_places=2, max_digits=14)),
                ('recorded_at', models.DateTimeField()),
                ('disbursement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='repayments', to='funding.disbursement')),
                ('instalment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repayments', to='funding.loaninstalment')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('disbursement', 'reference', 'instalment'), name='funding_repayment_one_per_reference', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('capital__gte', Decimal('0.00')), ('interest__gte', Decimal('0.00')), ('late__gte', Decimal('0.00')), models.Q(('capital', Decimal('0.00')), ('interest', Decimal('0.00')), ('late', Decimal('0.00')), _negated=True), models.Q(('reference', ''), _negated=True)), name='funding_repayment_is_something')],
            },
        ),
        migrations.RunSQL(DIVISION, NO_DIVISION),
        migrations.RunSQL(BOUNDED, NOT_BOUNDED),
        migrations.RunSQL(PLANS, NO_PLANS),
        frozen_columns_trigger(
            "funding_disbursement",
            frozen=("award_id", "number", "amount", "on", "asked_by_id", "asked_at"),
            set_once=_DECIDED,
        ),
        frozen_columns_trigger(
            "funding_guaranteecall",
            frozen=(
                "award_id",
                "number",
                "bank",
                "reference",
                "on",
                "loss",
                "recorded_by_id",
                "recorded_at",
            ),
            set_once=("payable", "checked_by_id", "checked_at", *_DECIDED),
        ),
        append_only_trigger("funding_loanplan"),
        append_only_trigger("funding_loaninstalment"),
        append_only_trigger("funding_repayment"),
    ]
