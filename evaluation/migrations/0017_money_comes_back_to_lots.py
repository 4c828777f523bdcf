import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger


class Migration(migrations.Migration):
    dependencies = [
        ("acts", "0004_templates_have_words"),
        ("calls", "0017_files_of_movements_stay"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("evaluation", "0016_documents_are_given_for_access"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReturnedMoney",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True)),
                ("lot", models.CharField(max_length=20)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("cause", models.CharField(max_length=500)),
                ("recorded_at", models.DateTimeField()),
                (
                    "act",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="acts.act",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returned_money",
                        to="calls.call",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["call", "lot"], name="evaluation__call_id_a0fb68_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True),
                        name="evaluation_returned_money_is_some",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("key", ""), _negated=True),
                            models.Q(("cause", ""), _negated=True),
                        ),
                        name="evaluation_returned_money_has_key_and_cause",
                    ),
                ],
            },
        ),
        append_only_trigger("evaluation_returnedmoney"),
    ]
