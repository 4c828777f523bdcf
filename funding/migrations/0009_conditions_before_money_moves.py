from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wecare.core.triggers import append_only_trigger, frozen_columns_trigger


class Migration(migrations.Migration):
    dependencies = [
        ("acts", "0004_templates_have_words"),
        ("applicants", "0024_what_the_office_records_of_organisations"),
        ("calls", "0017_files_of_movements_stay"),
        ("core", "0003_files_are_looked_at_by_a_scanner"),
        ("funding", "0008_awards_lose_a_part_or_end_by_their_own_act"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Acceptance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField()),
                ("accepted_at", models.DateTimeField()),
                (
                    "accepted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "award",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptance",
                        to="funding.award",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProjectStart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField()),
                ("told_at", models.DateTimeField()),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="starts",
                        to="funding.award",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AcceptanceReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=10)),
                ("letters", models.PositiveSmallIntegerField()),
                ("written_at", models.DateTimeField()),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptance_reminders",
                        to="funding.award",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("award", "step"), name="funding_acceptancereminder_once_each_step"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("step__in", ["week", "days", "hours"])),
                        name="funding_acceptancereminder_step_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallConditions",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("regime", models.CharField(blank=True, max_length=20)),
                ("cup", models.BooleanField(default=False)),
                ("durc", models.BooleanField(default=False)),
                ("antimafia", models.BooleanField(default=False)),
                ("acceptance", models.BooleanField(default=False)),
                ("set_at", models.DateTimeField()),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="acts.act"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conditions_set",
                        to="calls.call",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["call", "-id"], name="funding_cal_call_id_fbf252_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "regime__in",
                                ["", "no_aid", "de_minimis", "block_exemption", "notified"],
                            )
                        ),
                        name="funding_callconditions_regime_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupDeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("signed_on", models.DateField()),
                ("notary", models.CharField(max_length=200)),
                ("reference", models.CharField(max_length=100)),
                ("filename", models.CharField(max_length=150)),
                ("brought_at", models.DateTimeField()),
                ("confirmed", models.BooleanField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deeds",
                        to="funding.award",
                    ),
                ),
                (
                    "brought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("confirmed", None), ("confirmed", True), _connector="OR"
                        ),
                        fields=("award",),
                        name="funding_groupdeed_one_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed", None), ("decided_at", None), ("decided_by", None)
                            ),
                            models.Q(
                                ("confirmed__isnull", False),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="funding_groupdeed_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed", None),
                            ("confirmed", True),
                            models.Q(("confirmed", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="funding_groupdeed_a_no_has_its_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fiscal_code", models.CharField(max_length=16)),
                ("kind", models.CharField(max_length=20)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("on", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("outcome", models.CharField(default="regular", max_length=20)),
                (
                    "amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                ),
                ("linked", models.JSONField(blank=True, default=list)),
                ("note", models.TextField(blank=True)),
                ("filename", models.CharField(blank=True, max_length=150)),
                ("source", models.CharField(blank=True, max_length=20)),
                ("demonstration", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
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
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_answers",
                        to="applicants.submission",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["submission", "fiscal_code", "kind", "-id"],
                        name="funding_reg_submiss_84e34f_idx",
                    ),
                    models.Index(fields=["kind", "number"], name="funding_reg_kind_749d5a_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "cup",
                                    "cor",
                                    "aid_search",
                                    "de_minimis_search",
                                    "deggendorf",
                                    "durc",
                                    "antimafia",
                                    "declaration",
                                ],
                            )
                        ),
                        name="funding_registeranswer_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["regular", "irregular", "awaited", "void"])
                        ),
                        name="funding_registeranswer_outcome_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("on")),
                            _connector="OR",
                        ),
                        name="funding_registeranswer_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount", None), ("amount__gte", Decimal("0.00")), _connector="OR"
                        ),
                        name="funding_registeranswer_amount_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fiscal_code", ""), _negated=True),
                        name="funding_registeranswer_is_of_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True),
                            ("outcome__in", ["awaited", "void"]),
                            _connector="OR",
                        ),
                        name="funding_registeranswer_has_its_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "void"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="funding_registeranswer_a_void_has_its_reason",
                    ),
                ],
            },
        ),
        append_only_trigger("funding_callconditions"),
        append_only_trigger("funding_registeranswer"),
        append_only_trigger("funding_acceptance"),
        append_only_trigger("funding_projectstart"),
        append_only_trigger("funding_acceptancereminder"),
        frozen_columns_trigger(
            "funding_groupdeed",
            frozen=(
                "award_id",
                "signed_on",
                "notary",
                "reference",
                "file_id",
                "filename",
                "brought_by_id",
                "brought_at",
            ),
            set_once=("confirmed", "decided_by_id", "decided_at"),
        ),
    ]
