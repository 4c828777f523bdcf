"""A conflict is with an organisation by its fiscal code, whether it leads or is a partner."""

from django.db import migrations, models

KNOWN = """
ALTER TABLE evaluation_conflict DISABLE TRIGGER evaluation_conflict_rows_stay;
UPDATE evaluation_conflict c SET fiscal_code = o.fiscal_code, name = o.name
    FROM applicants_organisation o WHERE o.id = c.organisation_id;
ALTER TABLE evaluation_conflict ENABLE TRIGGER evaluation_conflict_rows_stay;
"""
UNKNOWN = """
ALTER TABLE evaluation_conflict DISABLE TRIGGER evaluation_conflict_rows_stay;
UPDATE evaluation_conflict c SET organisation_id = o.id
    FROM applicants_organisation o WHERE o.fiscal_code = c.fiscal_code;
ALTER TABLE evaluation_conflict ENABLE TRIGGER evaluation_conflict_rows_stay;
"""

GUARDED = """
CREATE FUNCTION evaluation_takes_part(submission bigint, code text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM applicants_submission s
        JOIN applicants_organisation o ON o.id = s.organisation_id
        WHERE s.id = submission AND o.fiscal_code = code
    ) OR EXISTS (
        SELECT 1 FROM applicants_submission s
        JOIN applicants_partner p ON p.application_id = s.application_id
        WHERE s.id = submission AND p.fiscal_code = code
    )
$$;

CREATE OR REPLACE FUNCTION evaluation_guard_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') AND OLD.state = 'signed' THEN
        RAISE EXCEPTION 'a signed assessment never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF TG_OP = 'UPDATE'
       AND (NEW.submission_id, NEW.member_id) IS DISTINCT FROM (OLD.submission_id, OLD.member_id) THEN
        RAISE EXCEPTION 'an assessment stays with its submission and its member'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM evaluation_conflict c
        JOIN evaluation_conflictdeclaration d ON d.id = c.declaration_id
        WHERE d.member_id = NEW.member_id
          AND evaluation_takes_part(NEW.submission_id, c.fiscal_code)
    ) THEN
        RAISE EXCEPTION 'a member does not judge an organisation they have a conflict with'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'signed' AND (
        NOT EXISTS (SELECT 1 FROM evaluation_score WHERE assessment_id = NEW.id)
        OR EXISTS (
            SELECT 1 FROM evaluation_score
            WHERE assessment_id = NEW.id AND (points IS NULL OR btrim(reason) = '')
        )
    ) THEN
        RAISE EXCEPTION 'a signature has points and a reason for every criterion'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION evaluation_guard_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM evaluation_assessment a
        JOIN evaluation_conflictdeclaration d ON d.member_id = a.member_id
        WHERE d.id = NEW.declaration_id
          AND evaluation_takes_part(a.submission_id, NEW.fiscal_code)
    ) THEN
        RAISE EXCEPTION 'a conflict leaves no assessment behind'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION evaluation_guard_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') AND OLD.state = 'signed' THEN
        RAISE EXCEPTION 'a signed assessment never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF TG_OP = 'UPDATE'
       AND (NEW.submission_id, NEW.member_id) IS DISTINCT FROM (OLD.submission_id, OLD.member_id) THEN
        RAISE EXCEPTION 'an assessment stays with its submission and its member'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM evaluation_conflict c
        JOIN evaluation_conflictdeclaration d ON d.id = c.declaration_id
        JOIN applicants_submission s ON s.organisation_id = c.organisation_id
        WHERE d.member_id = NEW.member_id AND s.id = NEW.submission_id
    ) THEN
        RAISE EXCEPTION 'a member does not judge an organisation they have a conflict with'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'signed' AND (
        NOT EXISTS (SELECT 1 FROM evaluation_score WHERE assessment_id = NEW.id)
        OR EXISTS (
            SELECT 1 FROM evaluation_score
            WHERE assessment_id = NEW.id AND (points IS NULL OR btrim(reason) = '')
        )
    ) THEN
        RAISE EXCEPTION 'a signature has points and a reason for every criterion'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION evaluation_guard_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM evaluation_assessment a
        JOIN evaluation_conflictdeclaration d ON d.member_id = a.member_id
        JOIN applicants_submission s ON s.id = a.submission_id
        WHERE d.id = NEW.declaration_id AND s.organisation_id = NEW.organisation_id
    ) THEN
        RAISE EXCEPTION 'a conflict leaves no assessment behind'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
DROP FUNCTION evaluation_takes_part(bigint, text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0002_hold_judgements_by_triggers"),
        ("applicants", "0019_partners_take_part_by_themselves"),
    ]

    operations = [
        migrations.RemoveConstraint("conflict", "evaluation_conflict_once_per_organisation"),
        migrations.AddField(
            "conflict", "fiscal_code", models.CharField(max_length=16, default=""), False
        ),
        migrations.AddField("conflict", "name", models.CharField(max_length=200, default=""), False),
        migrations.AlterField(
            "conflict",
            "organisation",
            models.ForeignKey(
                "applicants.Organisation", models.PROTECT, null=True, related_name="+"
            ),
        ),
        migrations.RunSQL(KNOWN, UNKNOWN),
        migrations.RunSQL(GUARDED, AS_BEFORE),
        migrations.RemoveField("conflict", "organisation"),
        migrations.AddConstraint(
            "conflict",
            models.UniqueConstraint(
                fields=("declaration", "fiscal_code"),
                name="evaluation_conflict_once_per_organisation",
            ),
        ),
        migrations.AddConstraint(
            "conflict",
            models.CheckConstraint(
                condition=models.Q(("fiscal_code", ""), _negated=True)
                & models.Q(("name", ""), _negated=True),
                name="evaluation_conflict_names_somebody",
            ),
        ),
    ]
