"""Rows that are new, written or told by the database in one statement."""

from itertools import count
from typing import Any

from django.db import connection
from django.db.models import Model

from wecare.core.preparing import preparing_cursor


def next_ids(*models: type[Model]) -> tuple[int, ...]:
    """The ids of rows to be written, one of each model, taken from the sequences of their tables."""
    tables = [connection.ops.quote_name(model._meta.db_table) for model in models]  # noqa: SLF001 -- the documented way to a table's name
    asked = ", ".join(["nextval(pg_get_serial_sequence(%s, 'id'))"] * len(tables))
    with preparing_cursor() as cursor:
        cursor.execute(f"SELECT {asked}", tables)
        return tuple(int(found) for found in cursor.fetchone())


def insert_together(*rows: Any) -> None:
    """Insert rows of any tables, each with its id, in one statement: all of them or none.

    For whoever writes several rows while others wait for a lock: the database is asked once.

    :raises ValueError: if a row has no id yet.
    """
    statements, values = [], []
    for row in rows:
        if row.pk is None:
            raise ValueError(f"{row!r} has no id yet.")
        statement, its = _insertion(row, with_id=True)
        statements.append(statement)
        values += its
    *before, last = statements
    named = ", ".join(
        f"written_{number} AS ({each})" for number, each in zip(count(1), before, strict=False)
    )
    with preparing_cursor() as cursor:
        cursor.execute(f"WITH {named} {last}" if named else last, values)
    for row in rows:
        _mark_as_written(row)


def insert_if_new(row: Any, *, unique: str) -> bool:
    """Insert the row unless another has its value of the column `unique`; tells whether it is there.

    The row has its id then. A statement of its own: nothing else is asked, no savepoint is needed.
    """
    statement, values = _insertion(row, with_id=False)
    key, of = (
        connection.ops.quote_name(name)
        for name in (row._meta.pk.column, unique)  # noqa: SLF001 -- see above
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ON CONFLICT ({of}) DO NOTHING RETURNING {key}", values)
        found = cursor.fetchone()
    if found is None:
        return False
    row.pk = found[0]
    _mark_as_written(row)
    return True


def _insertion(row: Any, *, with_id: bool) -> tuple[str, list[Any]]:
    """The statement that inserts a row, and its values."""
    meta, quote = row._meta, connection.ops.quote_name  # noqa: SLF001 -- see above
    fields = [field for field in meta.local_concrete_fields if with_id or not field.primary_key]
    names = ", ".join(quote(field.column) for field in fields)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({marks})", values  # noqa: S608 -- names of the model


def _mark_as_written(row: Any) -> None:
    row._state.adding = False  # noqa: SLF001 -- what `save` does once a row is written
    row._state.db = connection.alias  # noqa: SLF001 -- the same
