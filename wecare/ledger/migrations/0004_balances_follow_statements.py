"""A balance follows all the postings of a statement at once, not one by one.

Row by row, ten thousand postings to the same account write ten thousand versions of its row in one
transaction, and each search for the last one walks over those before it. The rule and its guard stay:
the balance is what the postings sum to, and the CHECK is the last word. The accounts are locked in
the order of their codes, whoever inserts.
"""

from django.db import migrations

BY_STATEMENT = """
DROP TRIGGER ledger_posting_moves_the_balance ON ledger_posting;
CREATE OR REPLACE FUNCTION ledger_keep_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM ledger_account WHERE id IN (SELECT account_id FROM added)
        ORDER BY code FOR NO KEY UPDATE;
    UPDATE ledger_account SET balance = balance + moved.amount
        FROM (SELECT account_id, sum(amount) AS amount FROM added GROUP BY account_id) AS moved
        WHERE ledger_account.id = moved.account_id;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_posting_moves_the_balance AFTER INSERT ON ledger_posting
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep_balance();
"""
BY_ROW = """
DROP TRIGGER ledger_posting_moves_the_balance ON ledger_posting;
CREATE OR REPLACE FUNCTION ledger_keep_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE ledger_account SET balance = balance + NEW.amount WHERE id = NEW.account_id;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_posting_moves_the_balance AFTER INSERT ON ledger_posting
    FOR EACH ROW EXECUTE FUNCTION ledger_keep_balance();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_movements_name_their_act_and_day")]

    operations = [migrations.RunSQL(BY_STATEMENT, BY_ROW)]
