"""What was committed before falls on the year its decree said; from now on no year goes below zero."""

from django.db import migrations

from wecare.core.triggers import append_only_trigger

# A year that no act can mean was typed before anyone checked it: whoever has not adopted is asked again.
NO_YEAR = """
UPDATE acts_act SET variables = variables - 'budget_year'
    WHERE state IN ('draft', 'frozen', 'rendered') AND jsonb_typeof(variables -> 'budget_year') = 'number'
      AND (variables ->> 'budget_year')::numeric NOT BETWEEN 2000 AND 2100;
"""
# Each decree said one year for all that it commits: the whole story of an account falls on the year of
# the decree that committed there first.
WHAT_WAS = """
INSERT INTO funding_yearposting (account_id, posting_id, year, amount)
SELECT posting.account_id, posting.id, said.year, posting.amount
FROM ledger_posting posting
JOIN ledger_account account ON account.id = posting.account_id AND account.kind = 'committed'
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN jsonb_typeof(act.variables -> 'budget_year') = 'number'
            AND (act.variables ->> 'budget_year')::numeric BETWEEN 2000 AND 2100
            THEN (act.variables ->> 'budget_year')::numeric::smallint
        ELSE extract(year FROM movement.effective_on)::smallint
    END AS year
    FROM ledger_posting first
    JOIN ledger_movement movement ON movement.id = first.movement_id
    LEFT JOIN acts_act act ON act.key = movement.basis
    WHERE first.account_id = posting.account_id
    ORDER BY first.id
    LIMIT 1
) said
ORDER BY posting.id;
"""
CHECKED = """
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
NOT_BELOW = """
CREATE FUNCTION funding_guard_years() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    below record;
BEGIN
    SELECT account_id, year, sum(amount) AS left INTO below
        FROM funding_yearposting
        WHERE (account_id, year) IN (SELECT account_id, year FROM added WHERE amount < 0)
        GROUP BY account_id, year HAVING sum(amount) < 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'account % would be % in the budget year %',
            below.account_id, below.left, below.year USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER funding_year_is_not_below_zero AFTER INSERT ON funding_yearposting
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION funding_guard_years();
"""
BELOW = """
DROP TRIGGER funding_year_is_not_below_zero ON funding_yearposting;
DROP FUNCTION funding_guard_years();
"""


class Migration(migrations.Migration):
    dependencies = [("funding", "0018_commitments_fall_on_budget_years"), ("core", "0002_triggers")]

    operations = [
        migrations.RunSQL(NO_YEAR, migrations.RunSQL.noop),
        migrations.RunSQL(WHAT_WAS, migrations.RunSQL.noop),
        migrations.RunSQL(CHECKED, migrations.RunSQL.noop),
        append_only_trigger("funding_yearposting"),
        append_only_trigger("funding_yearshift"),
        migrations.RunSQL(NOT_BELOW, BELOW),
    ]
