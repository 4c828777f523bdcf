"""The words of the acts are kept by versions, and an act says which one it is written with."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PUBLISHED_STAYS = """
CREATE FUNCTION acts_refuse_wording_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state = 'published' AND NEW.number <> 1 THEN
            RAISE EXCEPTION 'a wording is a draft before it is published'
                USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF OLD.state = 'published' THEN
        RAISE EXCEPTION 'wording % % is published: it does not change', OLD.template, OLD.number
            USING ERRCODE = 'restrict_violation';
    ELSIF TG_OP = 'DELETE' THEN
        RETURN OLD;
    ELSIF OLD.template <> NEW.template OR OLD.number <> NEW.number OR OLD.id <> NEW.id THEN
        RAISE EXCEPTION 'wording % % keeps its number', OLD.template, OLD.number
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.number > 1 AND NOT EXISTS (
        SELECT 1 FROM acts_wordingversion WHERE template = NEW.template
            AND number = NEW.number - 1 AND state = 'published') THEN
        RAISE EXCEPTION 'wording % % does not follow a published one', NEW.template, NEW.number
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acts_wordingversion_published_stays
    BEFORE INSERT OR UPDATE OR DELETE ON acts_wordingversion
    FOR EACH ROW EXECUTE FUNCTION acts_refuse_wording_change();
CREATE TRIGGER acts_wordingversion_rows_stay_all BEFORE TRUNCATE ON acts_wordingversion
    FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();
"""
PUBLISHED_CHANGES = """
DROP TRIGGER acts_wordingversion_rows_stay_all ON acts_wordingversion;
DROP TRIGGER acts_wordingversion_published_stays ON acts_wordingversion;
DROP FUNCTION acts_refuse_wording_change();
"""

WRITTEN_WITH_A_PUBLISHED_ONE = """
CREATE FUNCTION acts_wording_is_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.wording_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM acts_wordingversion WHERE id = NEW.wording_id
            AND state = 'published' AND template = NEW.template) THEN
        RAISE EXCEPTION 'an act of % is written with a published wording of its own', NEW.template
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acts_act_wording_is_published BEFORE INSERT OR UPDATE OF wording_id, template
    ON acts_act FOR EACH ROW EXECUTE FUNCTION acts_wording_is_published();
"""
WRITTEN_WITH_ANY = """
DROP TRIGGER acts_act_wording_is_published ON acts_act;
DROP FUNCTION acts_wording_is_published();
"""


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("acts", "0003_recorded_acts_show_their_text"),
        ("core", "0002_triggers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WordingVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("template", models.CharField(max_length=60)),
                ("number", models.PositiveIntegerField()),
                ("parts", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Bozza"), ("published", "Pubblicata")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("written_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("published_by", _person()),
                ("written_by", _person()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("template", "number"),
                        name="acts_wordingversion_is_numbered_alone",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("template",),
                        name="acts_wordingversion_has_one_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("state", "draft")),
                            models.Q(
                                ("published_at__isnull", False),
                                ("state", "published"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="acts_wordingversion_is_published_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1), ("written_by__isnull", False), _connector="OR"
                        ),
                        name="acts_wordingversion_is_somebodys",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                            models.Q(
                                ("published_at__isnull", False), ("published_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="acts_wordingversion_is_published_by_somebody",
                    ),
                ],
            },
        ),
        migrations.AddField(
            "act",
            "wording",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="acts.wordingversion",
            ),
        ),
        migrations.RunSQL(PUBLISHED_STAYS, PUBLISHED_CHANGES),
        migrations.RunSQL(WRITTEN_WITH_A_PUBLISHED_ONE, WRITTEN_WITH_ANY),
    ]
