"""Capital of a loan that comes back is a movement of its own kind."""

from django.db import migrations, models

KINDS = {
    "allocation": "Assegnazione",
    "increase": "Aumento",
    "transfer": "Spostamento",
    "reduction": "Riduzione",
    "reservation": "Prenotazione",
    "commitment": "Impegno",
    "payment": "Liquidazione",
    "release": "Disimpegno",
    "reversal": "Storno",
    "repayment": "Rientro di un prestito",
}


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_balances_follow_statements")]

    operations = [
        migrations.AlterField(
            model_name="movement",
            name="kind",
            field=models.CharField(choices=list(KINDS.items()), max_length=20),
        ),
        migrations.RemoveConstraint(model_name="movement", name="ledger_movement_kind_is_known"),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", list(KINDS))), name="ledger_movement_kind_is_known"
            ),
        ),
    ]
