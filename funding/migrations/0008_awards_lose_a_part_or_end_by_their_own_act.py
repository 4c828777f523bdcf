from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger

_ENDED = models.Q(("state", "granted"), _negated=True)


class Migration(migrations.Migration):
    dependencies = [
        ("acts", "0004_templates_have_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("funding", "0007_awards_say_who_pays_them"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="award", name="funding_award_ends_by_a_decree"),
        migrations.AddField(
            model_name="award",
            name="ended_act",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="acts.act",
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="carried",
            field=models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=14),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("carried__gte", 0), ("carried__lte", models.F("amount"))),
                name="funding_award_carries_no_more_than_it_is",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_act", None),
                        ("ended_at", None),
                        ("ended_by", None),
                        ("state", "granted"),
                    ),
                    models.Q(
                        _ENDED,
                        ("ended_at__isnull", False),
                        models.Q(
                            models.Q(("ended_act", None), ("ended_by__isnull", False)),
                            models.Q(("ended_act__isnull", False), ("ended_by", None)),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="funding_award_ends_by_one_act",
            ),
        ),
        migrations.CreateModel(
            name="Reduction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("freed", models.DecimalField(decimal_places=2, max_digits=14)),
                ("reason", models.TextField()),
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
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reductions",
                        to="funding.award",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", 0),
                            ("freed__gte", 0),
                            ("freed__lte", models.F("amount")),
                        ),
                        name="funding_reduction_frees_no_more_than_it_takes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["saving", "partial_revocation"])),
                        name="funding_reduction_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("key", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        name="funding_reduction_has_key_and_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "saving"), ("act__isnull", False), _connector="OR"
                        ),
                        name="funding_reduction_against_ones_will_is_by_act",
                    ),
                ],
            },
        ),
        append_only_trigger("funding_reduction"),
    ]
