"""Members become administrators with writing power, seats begin with what is told, rows stay."""

from django.db import migrations

from wecare.core.triggers import append_only_trigger, frozen_columns_trigger

MEMBERS = """
INSERT INTO applicants_mandate (person_id, organisation_id, kind, administers, since, proxy_name)
  SELECT person_id, organisation_id, 'editor', true, since, '' FROM applicants_membership;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
BACK_TO_MEMBERS = """
INSERT INTO applicants_membership (person_id, organisation_id, since)
  SELECT person_id, organisation_id, min(since) FROM applicants_mandate
  WHERE ended_at IS NULL GROUP BY person_id, organisation_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
SEATS = """
INSERT INTO applicants_seat (organisation_id, kind, address, municipality, province)
  SELECT id, 'legal', '', seat_municipality, seat_province FROM applicants_organisation;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
SOMEBODY_ADMINISTERS = """
CREATE FUNCTION applicants_somebody_administers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM applicants_organisation WHERE id = NEW.organisation_id FOR NO KEY UPDATE;
  IF NOT EXISTS (
    SELECT 1 FROM applicants_mandate
    WHERE organisation_id = NEW.organisation_id AND administers AND ended_at IS NULL
  ) THEN
    RAISE EXCEPTION 'nobody would administer the organisation'
      USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'applicants_mandate_somebody_administers';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER applicants_mandate_somebody_administers
  AFTER UPDATE ON applicants_mandate DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.administers AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL)
  EXECUTE FUNCTION applicants_somebody_administers();
"""
NOBODY_LOOKS = """
DROP TRIGGER applicants_mandate_somebody_administers ON applicants_mandate;
DROP FUNCTION applicants_somebody_administers();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0014_people_hold_mandates"),
        ("core", "0002_triggers"),
    ]
    operations = [
        migrations.RunSQL(MEMBERS, BACK_TO_MEMBERS),
        migrations.DeleteModel(name="Membership"),
        migrations.RunSQL(SEATS, migrations.RunSQL.noop),
        migrations.RunSQL(SOMEBODY_ADMINISTERS, NOBODY_LOOKS),
        frozen_columns_trigger(
            "applicants_mandate",
            frozen=[
                "id", "person_id", "organisation_id", "kind", "administers", "call_id",
                "application_id", "proxy_id", "proxy_name", "since", "expires_at", "granted_by_id",
            ],
            set_once=["ended_at", "ended_by_id"],
        ),
        frozen_columns_trigger(
            "applicants_joinrequest",
            frozen=["id", "person_id", "organisation_id", "message", "asked_at"],
            set_once=["mandate_id", "decided_at", "decided_by_id"],
        ),
        frozen_columns_trigger(
            "applicants_seat",
            frozen=[
                "id", "organisation_id", "kind", "address", "municipality", "province",
                "valid_from", "recorded_by_id",
            ],
            set_once=["valid_until"],
        ),
        append_only_trigger("applicants_formername"),
        append_only_trigger("applicants_succession"),
        append_only_trigger("applicants_heritage"),
        append_only_trigger("applicants_sizedeclaration"),
        append_only_trigger("applicants_registerreading"),
    ]
