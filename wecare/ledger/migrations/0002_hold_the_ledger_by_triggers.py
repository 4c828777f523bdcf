"""What the database says of the ledger, whoever writes it.

- the postings of a movement sum to zero, looked at when the transaction ends;
- movements and postings are only ever added; accounts are never removed, recoded or hand-set;
- the balance of an account follows its postings, and its CHECK is the last word.
"""

from django.db import migrations

from wecare.core.triggers import append_only_trigger

ACCOUNTS_STAY = """
CREATE TRIGGER ledger_account_rows_stay BEFORE DELETE ON ledger_account
    FOR EACH ROW EXECUTE FUNCTION wecare_refuse_change();
CREATE TRIGGER ledger_account_rows_stay_all BEFORE TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();
"""
ACCOUNTS_GO = """
DROP TRIGGER ledger_account_rows_stay_all ON ledger_account;
DROP TRIGGER ledger_account_rows_stay ON ledger_account;
"""

BALANCED = """
CREATE FUNCTION ledger_movement_sums_to_zero() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moved bigint;
    postings bigint;
    difference numeric;
BEGIN
    IF TG_TABLE_NAME = 'ledger_movement' THEN moved := NEW.id;
    ELSE moved := NEW.movement_id;
    END IF;
    SELECT count(*), coalesce(sum(amount), 0) INTO postings, difference
        FROM ledger_posting WHERE movement_id = moved;
    IF postings = 0 OR difference <> 0 THEN
        RAISE EXCEPTION 'movement % has % postings that sum to %, not to zero',
            moved, postings, difference USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_movement_is_balanced AFTER INSERT ON ledger_movement
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION ledger_movement_sums_to_zero();
CREATE CONSTRAINT TRIGGER ledger_posting_is_balanced AFTER INSERT ON ledger_posting
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION ledger_movement_sums_to_zero();
"""
NOT_BALANCED = """
DROP TRIGGER ledger_posting_is_balanced ON ledger_posting;
DROP TRIGGER ledger_movement_is_balanced ON ledger_movement;
DROP FUNCTION ledger_movement_sums_to_zero();
"""

KEPT = """
CREATE FUNCTION ledger_keep_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE ledger_account SET balance = balance + NEW.amount WHERE id = NEW.account_id;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_posting_moves_the_balance AFTER INSERT ON ledger_posting
    FOR EACH ROW EXECUTE FUNCTION ledger_keep_balance();

CREATE FUNCTION ledger_guard_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.balance <> 0 OR split_part(NEW.code, '/', 1) <> NEW.kind THEN
            RAISE EXCEPTION 'account % begins at zero, and its code with its kind', NEW.code
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSIF NEW.id <> OLD.id OR NEW.code <> OLD.code OR NEW.kind <> OLD.kind THEN
        RAISE EXCEPTION 'account % keeps its code and its kind', OLD.code
            USING ERRCODE = 'integrity_constraint_violation';
    ELSIF NEW.balance <> OLD.balance AND pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'the balance of account % follows its postings', OLD.code
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_account_is_guarded BEFORE INSERT OR UPDATE ON ledger_account
    FOR EACH ROW EXECUTE FUNCTION ledger_guard_account();
"""
NOT_KEPT = """
DROP TRIGGER ledger_account_is_guarded ON ledger_account;
DROP FUNCTION ledger_guard_account();
DROP TRIGGER ledger_posting_moves_the_balance ON ledger_posting;
DROP FUNCTION ledger_keep_balance();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("core", "0002_triggers")]

    operations = [
        append_only_trigger("ledger_movement"),
        append_only_trigger("ledger_posting"),
        migrations.RunSQL(ACCOUNTS_STAY, ACCOUNTS_GO),
        migrations.RunSQL(BALANCED, NOT_BALANCED),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
