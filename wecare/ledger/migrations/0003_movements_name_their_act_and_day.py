"""A movement says by which act it was made, and which day counts for it.

Movements written before count on the day they were written down (Italian time): the triggers that
keep rows as they are rest while the new column is filled.
"""

from django.db import migrations, models

FILL = """
ALTER TABLE ledger_movement DISABLE TRIGGER ledger_movement_rows_stay;
UPDATE ledger_movement SET effective_on = (happened_at AT TIME ZONE 'Europe/Rome')::date;
ALTER TABLE ledger_movement ENABLE TRIGGER ledger_movement_rows_stay;
"""
KINDS = [
    "allocation",
    "increase",
    "transfer",
    "reduction",
    "reservation",
    "commitment",
    "payment",
    "release",
    "reversal",
]
LABELS = [
    "Assegnazione",
    "Aumento",
    "Spostamento",
    "Riduzione",
    "Prenotazione",
    "Impegno",
    "Liquidazione",
    "Disimpegno",
    "Storno",
]


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_hold_the_ledger_by_triggers")]

    operations = [
        migrations.AddField(
            model_name="movement",
            name="basis",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="movement",
            name="effective_on",
            field=models.DateField(null=True),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="movement", name="effective_on", field=models.DateField()
        ),
        migrations.AlterField(
            model_name="movement",
            name="kind",
            field=models.CharField(choices=list(zip(KINDS, LABELS)), max_length=20),
        ),
        migrations.RemoveConstraint(model_name="movement", name="ledger_movement_kind_is_known"),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", KINDS)), name="ledger_movement_kind_is_known"
            ),
        ),
    ]
