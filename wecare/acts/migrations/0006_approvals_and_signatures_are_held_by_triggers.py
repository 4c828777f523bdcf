"""What the database says of approvals, signed files, publications and corrections.

- an approval belongs to the proof that is there to be read, in the order of its chain;
- an act is adopted with all the approvals of its chain, by somebody who gave none of them;
- signed files and attestations are of acts in force; what was published elsewhere is published here;
- an act says at its beginning which act in force it corrects;
- an act has one signed file or attestation, save one whose file the scanner blocked;
- where the chain asks for a signature the act is published with one.
"""

from django.db import migrations

from wecare.core.triggers import append_only_trigger

APPROVALS_FOLLOW = """
CREATE FUNCTION acts_approval_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    act acts_act%ROWTYPE;
    asked integer;
    given integer;
BEGIN
    SELECT * INTO act FROM acts_act WHERE id = NEW.act_id;
    SELECT jsonb_array_length(steps) INTO asked FROM acts_approvalchain WHERE id = act.chain_id;
    SELECT count(*) INTO given FROM acts_approval
        WHERE act_id = NEW.act_id AND revision = NEW.revision AND outcome = 'approved';
    IF act.state <> 'rendered' OR act.revision <> NEW.revision
        OR act.context_digest <> NEW.context_digest THEN
        RAISE EXCEPTION 'act % has no proof % to approve', NEW.act_id, NEW.revision
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.outcome = 'approved' AND (asked IS NULL OR NEW.position <> given + 1
        OR NEW.position > asked) THEN
        RAISE EXCEPTION 'approval % of act % does not follow the % given', NEW.position,
            NEW.act_id, given USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acts_approval_follows BEFORE INSERT ON acts_approval
    FOR EACH ROW EXECUTE FUNCTION acts_approval_follows();
"""
APPROVALS_ANYHOW = """
DROP TRIGGER acts_approval_follows ON acts_approval;
DROP FUNCTION acts_approval_follows();
"""

IS_SIGNED = """
CREATE FUNCTION acts_is_signed(which bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM acts_signedact AS signed
        LEFT JOIN core_filescan AS scan ON scan.file_id = signed.file_id
        WHERE signed.act_id = which AND signed.problem = ''
            AND scan.state IS DISTINCT FROM 'quarantined');
$$;
"""
IS_NOT_SIGNED = "DROP FUNCTION acts_is_signed(bigint);"

STEPS_HAVE_WHAT_THEY_NEED = """
CREATE FUNCTION acts_step_has_what_it_needs() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    chain acts_approvalchain%ROWTYPE;
    given integer;
BEGIN
    IF NEW.chain_id IS NULL OR NEW.state = OLD.state THEN
        RETURN NEW;
    END IF;
    SELECT * INTO chain FROM acts_approvalchain WHERE id = NEW.chain_id;
    IF NEW.state = 'adopted' THEN
        SELECT count(*) INTO given FROM acts_approval
            WHERE act_id = NEW.id AND revision = NEW.revision AND outcome = 'approved';
        IF given < jsonb_array_length(chain.steps) THEN
            RAISE EXCEPTION 'act % is adopted with % approvals of %', NEW.id, given,
                jsonb_array_length(chain.steps) USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF EXISTS (SELECT 1 FROM acts_approval WHERE act_id = NEW.id AND revision = NEW.revision
                   AND outcome = 'approved' AND given_by_id = NEW.adopted_by_id) THEN
            RAISE EXCEPTION 'act % is adopted by somebody who approved it', NEW.id
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    IF NEW.state = 'published' AND chain.signature AND NOT acts_is_signed(NEW.id) THEN
        RAISE EXCEPTION 'act % is published without its signed file', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acts_act_step_has_what_it_needs BEFORE UPDATE OF state ON acts_act
    FOR EACH ROW EXECUTE FUNCTION acts_step_has_what_it_needs();
"""
STEPS_NEED_NOTHING = """
DROP TRIGGER acts_act_step_has_what_it_needs ON acts_act;
DROP FUNCTION acts_step_has_what_it_needs();
"""

CHAIN_IS_ITS_OWN = """
CREATE FUNCTION acts_chain_is_of_the_template() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.chain_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM acts_approvalchain WHERE id = NEW.chain_id AND template = NEW.template) THEN
        RAISE EXCEPTION 'an act of % follows a chain of its own', NEW.template
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state IN ('frozen', 'rendered') AND NEW.state <> 'draft'
        AND NEW.chain_id IS DISTINCT FROM OLD.chain_id THEN
        RAISE EXCEPTION 'act % keeps the chain its proof was frozen with', NEW.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acts_act_chain_is_its_own BEFORE INSERT OR UPDATE OF chain_id, template, state
    ON acts_act FOR EACH ROW EXECUTE FUNCTION acts_chain_is_of_the_template();
"""
CHAIN_IS_ANY = """
DROP TRIGGER acts_act_chain_is_its_own ON acts_act;
DROP FUNCTION acts_chain_is_of_the_template();
"""

CORRECTS_WHAT_IS_IN_FORCE = """
CREATE FUNCTION acts_corrects_what_is_in_force() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.corrects_id IS DISTINCT FROM OLD.corrects_id THEN
        RAISE EXCEPTION 'act % says at its beginning what it corrects', NEW.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM acts_act
        WHERE id = NEW.corrects_id AND state IN ('adopted', 'published')) THEN
        RAISE EXCEPTION 'an act corrects one in force'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acts_act_corrects_one_in_force BEFORE INSERT OR UPDATE OF corrects_id ON acts_act
    FOR EACH ROW EXECUTE FUNCTION acts_corrects_what_is_in_force();
"""
CORRECTS_ANY = """
DROP TRIGGER acts_act_corrects_one_in_force ON acts_act;
DROP FUNCTION acts_corrects_what_is_in_force();
"""

OF_ACTS_IN_FORCE = """
CREATE FUNCTION acts_signed_is_in_force() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM acts_act WHERE id = NEW.act_id AND NOT external
                   AND state IN ('adopted', 'published')) THEN
        RAISE EXCEPTION 'act % is not one adopted here', NEW.act_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.problem = '' AND acts_is_signed(NEW.act_id) THEN
        RAISE EXCEPTION 'act % has its signed file', NEW.act_id
            USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acts_signedact_is_in_force BEFORE INSERT ON acts_signedact
    FOR EACH ROW EXECUTE FUNCTION acts_signed_is_in_force();

CREATE FUNCTION acts_publication_is_of_a_published_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM acts_act WHERE id = NEW.act_id AND state = 'published'
                   AND adopted_on <= NEW.published_on) THEN
        RAISE EXCEPTION 'act % was not published on %', NEW.act_id, NEW.published_on
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM acts_publicationrecord
        WHERE id = NEW.corrects_id AND act_id = NEW.act_id AND place = NEW.place) THEN
        RAISE EXCEPTION 'publication % is of another act or place', NEW.corrects_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acts_publicationrecord_is_of_a_published_one BEFORE INSERT ON acts_publicationrecord
    FOR EACH ROW EXECUTE FUNCTION acts_publication_is_of_a_published_one();
"""
OF_ANY_ACT = """
DROP TRIGGER acts_publicationrecord_is_of_a_published_one ON acts_publicationrecord;
DROP FUNCTION acts_publication_is_of_a_published_one();
DROP TRIGGER acts_signedact_is_in_force ON acts_signedact;
DROP FUNCTION acts_signed_is_in_force();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("acts", "0005_acts_are_approved_signed_and_published"),
        ("core", "0003_files_are_looked_at_by_a_scanner"),
    ]

    operations = [
        append_only_trigger("acts_approvalchain"),
        append_only_trigger("acts_approval"),
        append_only_trigger("acts_signedact"),
        append_only_trigger("acts_publicationrecord"),
        migrations.RunSQL(APPROVALS_FOLLOW, APPROVALS_ANYHOW),
        migrations.RunSQL(IS_SIGNED, IS_NOT_SIGNED),
        migrations.RunSQL(STEPS_HAVE_WHAT_THEY_NEED, STEPS_NEED_NOTHING),
        migrations.RunSQL(CHAIN_IS_ITS_OWN, CHAIN_IS_ANY),
        migrations.RunSQL(CORRECTS_WHAT_IS_IN_FORCE, CORRECTS_ANY),
        migrations.RunSQL(OF_ACTS_IN_FORCE, OF_ANY_ACT),
    ]
