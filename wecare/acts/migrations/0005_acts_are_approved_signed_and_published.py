"""Acts are approved by a chain, signed, published elsewhere and corrected by others."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('acts', '0004_templates_have_words'),
        ('core', '0003_files_are_looked_at_by_a_scanner'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='act',
            name='corrects',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='acts.act'),
        ),
        migrations.CreateModel(
            name='ApprovalChain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('template', models.CharField(max_length=60)),
                ('number', models.PositiveIntegerField()),
                ('steps', models.JSONField(blank=True, default=list)),
                ('signature', models.BooleanField(default=False)),
                ('reason', models.CharField(max_length=500)),
                ('set_at', models.DateTimeField()),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddField(
            model_name='act',
            name='chain',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.approvalchain'),
        ),
        migrations.AddConstraint(
            model_name='act',
            constraint=models.CheckConstraint(condition=models.Q(('corrects__isnull', True), ('external', False), _connector='OR'), name='acts_act_from_elsewhere_corrects_nothing'),
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('role', models.CharField(max_length=20)),
                ('outcome', models.CharField(choices=[('approved', 'Approvato'), ('returned', 'Rimandato')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('context_digest', models.CharField(max_length=64)),
                ('given_at', models.DateTimeField()),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='acts.act')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', 'approved')), fields=('act', 'revision', 'position'), name='acts_approval_is_given_once'), models.UniqueConstraint(condition=models.Q(('outcome', 'approved')), fields=('act', 'revision', 'given_by'), name='acts_approval_is_one_per_person'), models.UniqueConstraint(condition=models.Q(('outcome', 'returned')), fields=('act', 'revision'), name='acts_approval_sends_back_once'), models.CheckConstraint(condition=models.Q(('outcome', 'approved'), models.Q(('outcome', 'returned'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='acts_approval_sends_back_with_a_reason'), models.CheckConstraint(condition=models.Q(('role__in', ['officer', 'manager', 'assessor', 'admin', 'auditor'])), name='acts_approval_role_is_known')],
            },
        ),
        migrations.AddConstraint(
            model_name='approvalchain',
            constraint=models.UniqueConstraint(fields=('template', 'number'), name='acts_approvalchain_is_numbered_alone'),
        ),
        migrations.AddConstraint(
            model_name='approvalchain',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='acts_approvalchain_is_set_with_a_reason'),
        ),
        migrations.CreateModel(
            name='PublicationRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(choices=[('bur', 'Bollettino ufficiale della Regione (BUR)'), ('transparency', 'Amministrazione trasparente')], max_length=20)),
                ('number', models.CharField(blank=True, max_length=40)),
                ('published_on', models.DateField()),
                ('link', models.URLField(blank=True, max_length=500)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('recorded_at', models.DateTimeField()),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='acts.act')),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='acts.publicationrecord')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('corrects__isnull', True)), fields=('act', 'place'), name='acts_publicationrecord_begins_once'), models.CheckConstraint(condition=models.Q(models.Q(('place', 'bur'), _negated=True), models.Q(('number', ''), _negated=True), _connector='OR'), name='acts_publicationrecord_of_the_bulletin_has_a_number'), models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', True), ('reason', '')), models.Q(('corrects__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='acts_publicationrecord_is_corrected_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='SignedAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('signature', 'File firmato digitalmente'), ('attested', 'Copia conforme attestata')], max_length=10)),
                ('filename', models.CharField(blank=True, max_length=150)),
                ('report', models.JSONField(blank=True, null=True)),
                ('report_digest', models.CharField(blank=True, max_length=64)),
                ('problem', models.CharField(blank=True, max_length=30)),
                ('reason', models.TextField(blank=True)),
                ('given_at', models.DateTimeField()),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signed', to='acts.act')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', True), ('filename', ''), ('problem', ''), ('report__isnull', True), ('way', 'attested'), models.Q(('reason', ''), _negated=True)), models.Q(('file__isnull', False), ('report__isnull', False), ('way', 'signature'), models.Q(('filename', ''), _negated=True), models.Q(('report_digest', ''), _negated=True), models.Q(models.Q(('problem', ''), ('reason', '')), models.Q(models.Q(('problem', ''), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR')), _connector='OR'), name='acts_signedact_is_a_file_or_an_attestation')],
            },
        ),
    ]
