"""Operations for migrations: triggers by which the database itself refuses to forget.

A migration that uses them depends on ("core", "0002_triggers").
"""

from collections.abc import Sequence

from django.db.migrations import RunSQL


def append_only_trigger(table: str) -> RunSQL:
    """Rows of the table are only added: UPDATE, DELETE and TRUNCATE raise."""
    return RunSQL(
        f"""
        CREATE TRIGGER {table}_rows_stay BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION wecare_refuse_change();
        CREATE TRIGGER {table}_rows_stay_all BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();
        """,
        f"""
        DROP TRIGGER {table}_rows_stay ON {table};
        DROP TRIGGER {table}_rows_stay_all ON {table};
        """,
    )


def frozen_columns_trigger(
    table: str, *, frozen: Sequence[str], set_once: Sequence[str] = ()
) -> RunSQL:
    """Rows are never removed; `frozen` columns never change, `set_once` only from null to a value."""
    return RunSQL(
        f"""
        CREATE TRIGGER {table}_columns_stay BEFORE UPDATE ON {table} FOR EACH ROW
            EXECUTE FUNCTION wecare_refuse_columns('{",".join(frozen)}', '{",".join(set_once)}');
        CREATE TRIGGER {table}_rows_stay BEFORE DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION wecare_refuse_change();
        CREATE TRIGGER {table}_rows_stay_all BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION wecare_refuse_change();
        """,
        f"""
        DROP TRIGGER {table}_columns_stay ON {table};
        DROP TRIGGER {table}_rows_stay ON {table};
        DROP TRIGGER {table}_rows_stay_all ON {table};
        """,
    )
