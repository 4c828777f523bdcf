"""Letters by PEC with their receipts, to many, in the office's words, as each person wants them."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger

REFERENCES = """
UPDATE notices_letter
SET reference = left(encode(sha256(convert_to(key, 'UTF8')), 'hex'), 32);
"""
FREEZE = """
CREATE FUNCTION notices_letter_words_stay() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF (NEW.key, NEW.reference, NEW.person_id, NEW.template, NEW.mailing_id)
        IS DISTINCT FROM (OLD.key, OLD.reference, OLD.person_id, OLD.template, OLD.mailing_id)
    THEN
        RAISE EXCEPTION 'Who a letter is for never changes.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state <> 'held' AND (NEW.subject, NEW.body, NEW.context, NEW.address, NEW.name)
        IS DISTINCT FROM (OLD.subject, OLD.body, OLD.context, OLD.address, OLD.name)
    THEN
        RAISE EXCEPTION 'The words of a letter never change once it is let go.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$body$;
CREATE TRIGGER notices_letter_words_stay BEFORE UPDATE ON notices_letter
    FOR EACH ROW EXECUTE FUNCTION notices_letter_words_stay();
CREATE TRIGGER notices_letter_rows_stay BEFORE DELETE ON notices_letter
    FOR EACH ROW EXECUTE FUNCTION wecare_refuse_change();
"""
THAW = """
DROP TRIGGER notices_letter_rows_stay ON notices_letter;
DROP TRIGGER notices_letter_words_stay ON notices_letter;
DROP FUNCTION notices_letter_words_stay();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_triggers'),
        ('notices', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, unique=True, verbose_name='casella')),
                ('validity', models.BigIntegerField(default=0, verbose_name='validità dei numeri')),
                ('last', models.BigIntegerField(default=0, verbose_name='ultimo messaggio letto')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='letta il')),
            ],
            options={
                'verbose_name': 'casella',
                'verbose_name_plural': 'caselle',
            },
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(max_length=40, verbose_name='a chi')),
                ('tag', models.CharField(max_length=60, verbose_name='argomento')),
                ('kind', models.CharField(choices=[('formal', 'Comunicazione formale'), ('news', 'Avviso'), ('reminder', 'Promemoria')], default='news', max_length=10, verbose_name='tipo')),
                ('subject', models.CharField(max_length=200, verbose_name='oggetto')),
                ('body', models.TextField(verbose_name='testo')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='versione')),
                ('state', models.CharField(choices=[('draft', 'Bozza'), ('held', 'Da confermare'), ('confirmed', 'Confermata'), ('cancelled', 'Annullata')], default='draft', max_length=20, verbose_name='stato')),
                ('expected', models.PositiveIntegerField(default=0, verbose_name='lettere previste')),
                ('created_at', models.DateTimeField(verbose_name='scritta il')),
                ('held_at', models.DateTimeField(blank=True, null=True, verbose_name='trattenuta il')),
                ('prepared_at', models.DateTimeField(blank=True, null=True, verbose_name='preparata il')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confermata il')),
                ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='lasciata andare il')),
            ],
            options={
                'verbose_name': 'invio a molti',
                'verbose_name_plural': 'invii a molti',
            },
        ),
        migrations.CreateModel(
            name='Preferences',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('it', 'Italiano'), ('en', 'Inglese')], default='it', max_length=5, verbose_name='lingua')),
                ('not_by_email', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), default=list, size=None, verbose_name='tipi che non vuole per email')),
                ('no_reminders', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), default=list, size=None, verbose_name='promemoria che non vuole')),
                ('feed', models.PositiveIntegerField(default=0, verbose_name='numero del calendario')),
                ('feed_open', models.BooleanField(default=False, verbose_name='calendario aperto')),
            ],
            options={
                'verbose_name': 'preferenze sui messaggi',
                'verbose_name_plural': 'preferenze sui messaggi',
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('accettazione', 'Ricevuta di accettazione'), ('non-accettazione', 'Avviso di non accettazione'), ('presa-in-carico', 'Ricevuta di presa in carico'), ('avvenuta-consegna', 'Ricevuta di avvenuta consegna'), ('preavviso-errore-consegna', 'Preavviso di mancata consegna'), ('errore-consegna', 'Avviso di mancata consegna'), ('rilevazione-virus', 'Avviso di messaggio con virus'), ('bounce', 'Email tornata indietro')], max_length=30, verbose_name='tipo')),
                ('reference', models.CharField(blank=True, max_length=200, verbose_name='riferimento')),
                ('identifier', models.CharField(blank=True, max_length=200, verbose_name='identificativo')),
                ('at', models.DateTimeField(blank=True, null=True, verbose_name='istante certificato')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='motivo')),
                ('is_sound', models.BooleanField(verbose_name='leggibile e coerente')),
                ('received_at', models.DateTimeField(verbose_name='letta il')),
            ],
            options={
                'verbose_name': 'ricevuta',
                'verbose_name_plural': 'ricevute',
            },
        ),
        migrations.CreateModel(
            name='TemplateVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('template', models.CharField(max_length=100, verbose_name='modello')),
                ('language', models.CharField(choices=[('it', 'Italiano'), ('en', 'Inglese')], max_length=5, verbose_name='lingua')),
                ('version', models.PositiveIntegerField(verbose_name='versione')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='oggetto')),
                ('body', models.TextField(blank=True, verbose_name='testo')),
                ('written_at', models.DateTimeField(verbose_name='scritto il')),
            ],
            options={
                'verbose_name': 'versione di un modello',
                'verbose_name_plural': 'versioni dei modelli',
            },
        ),
        migrations.RemoveConstraint(
            model_name='letter',
            name='notices_letter_state_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='letter',
            name='notices_letter_has_key_and_subject',
        ),
        migrations.AddField(
            model_name='letter',
            name='address',
            field=models.EmailField(blank=True, max_length=254, verbose_name='indirizzo'),
        ),
        migrations.AddField(
            model_name='letter',
            name='archived_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='archiviata il'),
        ),
        migrations.AddField(
            model_name='letter',
            name='channel',
            field=models.CharField(choices=[('email', 'Email'), ('pec', 'PEC'), ('portal', 'Solo nel portale')], default='email', max_length=10, verbose_name='via'),
        ),
        migrations.AddField(
            model_name='letter',
            name='delivery',
            field=models.CharField(blank=True, choices=[('accepted', 'Accettata'), ('late', 'Consegna in ritardo'), ('delivered', 'Consegnata'), ('not_accepted', 'Non accettata'), ('not_delivered', 'Non consegnata')], default='', max_length=15, verbose_name='consegna'),
        ),
        migrations.AddField(
            model_name='letter',
            name='delivery_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='consegna il'),
        ),
        migrations.AddField(
            model_name='letter',
            name='delivery_reason',
            field=models.CharField(blank=True, max_length=500, verbose_name='motivo'),
        ),
        migrations.AddField(
            model_name='letter',
            name='is_edited',
            field=models.BooleanField(default=False, verbose_name='corretta a mano'),
        ),
        migrations.AddField(
            model_name='letter',
            name='kind',
            field=models.CharField(choices=[('formal', 'Comunicazione formale'), ('news', 'Avviso'), ('reminder', 'Promemoria')], default='news', max_length=10, verbose_name='tipo'),
        ),
        migrations.AddField(
            model_name='letter',
            name='language',
            field=models.CharField(default='it', max_length=5, verbose_name='lingua'),
        ),
        migrations.AddField(
            model_name='letter',
            name='name',
            field=models.CharField(blank=True, max_length=200, verbose_name='nome'),
        ),
        migrations.AddField(
            model_name='letter',
            name='reference',
            field=models.CharField(default='', max_length=32, verbose_name='riferimento'),
            preserve_default=False,
        ),
        migrations.RunSQL(REFERENCES, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='letter',
            name='reference',
            field=models.CharField(max_length=32, unique=True, verbose_name='riferimento'),
        ),
        migrations.AddField(
            model_name='letter',
            name='tag',
            field=models.CharField(blank=True, max_length=60, verbose_name='argomento'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to=settings.AUTH_USER_MODEL, verbose_name='destinatario'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='state',
            field=models.CharField(choices=[('held', 'Da confermare'), ('queued', 'In partenza'), ('sent', 'Inviata'), ('failed', 'Non inviata'), ('kept', 'Solo nel portale'), ('cancelled', 'Annullata')], default='queued', max_length=20, verbose_name='stato'),
        ),
        migrations.AddField(
            model_name='mailing',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confermata da'),
        ),
        migrations.AddField(
            model_name='mailing',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='scritta da'),
        ),
        migrations.AddField(
            model_name='letter',
            name='mailing',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='notices.mailing', verbose_name='invio'),
        ),
        migrations.AddField(
            model_name='preferences',
            name='person',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='letter_preferences', to=settings.AUTH_USER_MODEL, verbose_name='persona'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='file',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile', verbose_name='messaggio'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='letter',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='notices.letter', verbose_name='lettera'),
        ),
        migrations.AddField(
            model_name='templateversion',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='scritto da'),
        ),
        migrations.AddField(
            model_name='letter',
            name='words',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='notices.templateversion', verbose_name="parole dell'ufficio"),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(fields=['tag', '-id'], name='notices_letter_by_tag'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(fields=['template', '-id'], name='notices_letter_by_template'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('delivery__in', ['not_delivered', 'not_accepted'])), fields=['delivery_at'], name='notices_letter_came_back'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('mailing__isnull', False)), fields=['mailing', 'id'], name='notices_letter_by_mailing'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['held', 'queued', 'sent', 'failed', 'kept', 'cancelled'])), name='notices_letter_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), models.Q(('subject', ''), _negated=True), models.Q(('reference', ''), _negated=True)), name='notices_letter_has_key_and_subject'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'pec', 'portal']), ('kind__in', ['formal', 'news', 'reminder']), ('delivery__in', ['', 'accepted', 'late', 'delivered', 'not_accepted', 'not_delivered'])), name='notices_letter_words_are_known'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', False), models.Q(models.Q(('address', ''), _negated=True), models.Q(('name', ''), _negated=True)), _connector='OR'), name='notices_letter_has_somebody_to_reach'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel', 'portal'), ('person__isnull', False)), models.Q(('channel', 'portal'), _negated=True), _connector='OR'), name='notices_letter_in_the_portal_is_a_person_s'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel', 'pec'), models.Q(('address', ''), _negated=True)), models.Q(('channel', 'pec'), _negated=True), _connector='OR'), name='notices_letter_by_pec_has_its_address'),
        ),
        migrations.AddConstraint(
            model_name='mailing',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'held', 'confirmed', 'cancelled']), ('kind__in', ['formal', 'news', 'reminder'])), name='notices_mailing_words_are_known'),
        ),
        migrations.AddConstraint(
            model_name='mailing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', False), ('prepared_at__isnull', False), ('state', 'confirmed')), models.Q(models.Q(('state', 'confirmed'), _negated=True), ('confirmed_at', None)), _connector='OR'), name='notices_mailing_confirmed_once_prepared'),
        ),
        migrations.AddConstraint(
            model_name='preferences',
            constraint=models.CheckConstraint(condition=models.Q(('not_by_email__contains', ['formal']), _negated=True), name='notices_preferences_formal_letters_always_leave'),
        ),
        migrations.AddConstraint(
            model_name='preferences',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['it', 'en'])), name='notices_preferences_language_is_known'),
        ),
        migrations.AddIndex(
            model_name='receipt',
            index=models.Index(fields=['letter', 'id'], name='notices_receipt_of_letter'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['accettazione', 'non-accettazione', 'presa-in-carico', 'avvenuta-consegna', 'preavviso-errore-consegna', 'errore-consegna', 'rilevazione-virus', 'bounce'])), name='notices_receipt_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='templateversion',
            constraint=models.UniqueConstraint(fields=('template', 'language', 'version'), name='notices_templateversion_once'),
        ),
        migrations.AddConstraint(
            model_name='templateversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body', ''), ('subject', '')), models.Q(models.Q(('subject', ''), _negated=True), models.Q(('body', ''), _negated=True)), _connector='OR'), name='notices_templateversion_whole_or_shipped'),
        ),
        append_only_trigger('notices_receipt'),
        append_only_trigger('notices_templateversion'),
        migrations.RunSQL(FREEZE, THAW),
    ]
