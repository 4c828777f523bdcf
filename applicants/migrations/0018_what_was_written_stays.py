"""What was saved stays, question by question; drafts can be deleted and come back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEPT = """
CREATE FUNCTION applicants_written_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (
    SELECT FROM applicants_application
      WHERE id = OLD.application_id AND deleted_at IS NOT NULL) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'what was written stays' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER applicants_writtenversion_stays BEFORE UPDATE OR DELETE ON applicants_writtenversion
  FOR EACH ROW EXECUTE FUNCTION applicants_written_stays();
CREATE TRIGGER applicants_writtenversion_stays_all BEFORE TRUNCATE ON applicants_writtenversion
  FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();

CREATE FUNCTION applicants_sent_is_not_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.deleted_at IS NOT NULL AND EXISTS (
    SELECT FROM applicants_submission WHERE application_id = NEW.id) THEN
    RAISE EXCEPTION 'what was sent is never deleted' USING
      ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'applicants_sent_is_not_deleted';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER applicants_application_sent_stays BEFORE INSERT OR UPDATE OF deleted_at
  ON applicants_application FOR EACH ROW EXECUTE FUNCTION applicants_sent_is_not_deleted();
"""
NOT_KEPT = """
DROP TRIGGER applicants_application_sent_stays ON applicants_application;
DROP FUNCTION applicants_sent_is_not_deleted();
DROP TRIGGER applicants_writtenversion_stays_all ON applicants_writtenversion;
DROP TRIGGER applicants_writtenversion_stays ON applicants_writtenversion;
DROP FUNCTION applicants_written_stays();
"""
BEGIN = """
INSERT INTO applicants_writtenversion
  (application_id, partner_code, key, value, version, origin, pen, saved_by_id, saved_at)
SELECT a.application_id, coalesce(p.fiscal_code, ''), a.key, a.value, a.version, 'saved', '',
       a.saved_by_id, a.saved_at
  FROM applicants_answer a LEFT JOIN applicants_partner p ON p.id = a.partner_id
  ORDER BY a.id;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("applicants", "0017_reminders_of_a_deadline"),
        ('core', '0002_triggers'),
        ('calls', '0017_files_of_movements_stay'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='deleted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='deleted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='application',
            name='emptied_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='responsible',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deleted_at__isnull', True), ('deleted_by__isnull', True)), models.Q(('deleted_at__isnull', False), ('deleted_by__isnull', False), ('state', 'draft')), _connector='OR'), name='applicants_application_only_drafts_are_deleted'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('emptied_at__isnull', True), ('deleted_at__isnull', False), _connector='OR'), name='applicants_application_emptied_once_deleted'),
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partner_code', models.CharField(blank=True, max_length=16)),
                ('section', models.CharField(max_length=80)),
                ('text', models.TextField(blank=True)),
                ('written_at', models.DateTimeField()),
                ('resolved_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='applicants.application')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['application', 'partner_code', 'section', 'id'], name='applicants_comment_of_section')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('text__gt', '')), models.Q(('removed_at__isnull', False), ('text', '')), _connector='OR'), name='applicants_comment_has_text_until_removed'), models.CheckConstraint(condition=models.Q(models.Q(('resolved_at__isnull', True), ('resolved_by__isnull', True)), models.Q(('resolved_at__isnull', False), ('resolved_by__isnull', False)), _connector='OR'), name='applicants_comment_resolved_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('offered_at', models.DateTimeField()),
                ('state', models.CharField(default='offered', max_length=20)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handovers', to='applicants.application')),
                ('offered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offered_to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['offered', 'accepted', 'refused', 'withdrawn'])), name='applicants_handover_state_is_known'), models.UniqueConstraint(condition=models.Q(('state', 'offered')), fields=('application',), name='applicants_handover_one_open')],
            },
        ),
        migrations.CreateModel(
            name='WrittenVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partner_code', models.CharField(blank=True, max_length=16)),
                ('key', models.CharField(max_length=80)),
                ('value', models.JSONField(null=True)),
                ('version', models.PositiveIntegerField()),
                ('origin', models.CharField(default='saved', max_length=20)),
                ('pen', models.CharField(blank=True, max_length=36)),
                ('saved_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='written_versions', to='applicants.application')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['application', 'partner_code', 'key', 'id'], name='applicants_writtenversion_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('origin__in', ['saved', 'set_aside', 'restored', 'copied'])), name='applicants_writtenversion_origin_is_known'), models.UniqueConstraint(condition=models.Q(('origin', 'set_aside'), _negated=True), fields=('application', 'partner_code', 'key', 'version'), name='applicants_writtenversion_one_in_force_at_a_time')],
            },
        ),
        migrations.RunSQL(BEGIN, migrations.RunSQL.noop),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
