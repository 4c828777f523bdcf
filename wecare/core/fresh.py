"""Rows that are new, told by the database in one statement."""

from typing import Any

from django.db import connection
from django.db.models import Model


def next_id(model: type[Model]) -> int:
    """The id of a row to be written, taken from the sequence of its table."""
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 -- the documented way to a table's name
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        return int(cursor.fetchone()[0])


def insert_if_new(row: Any, *, unique: str) -> bool:
    """Insert the row unless another has its value of the column `unique`; tells whether it is there.

    The row has its id then. A statement of its own: nothing else is asked, no savepoint is needed.
    """
    meta, quote = row._meta, connection.ops.quote_name  # noqa: SLF001 -- see above
    fields = [field for field in meta.local_concrete_fields if not field.primary_key]
    names = ", ".join(quote(field.column) for field in fields)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 -- names of the model
            f" ON CONFLICT ({quote(unique)}) DO NOTHING RETURNING {quote(meta.pk.column)}",
            values,
        )
        found = cursor.fetchone()
    if found is None:
        return False
    row.pk = found[0]
    row._state.adding = False  # noqa: SLF001 -- what `save` does once a row is written
    row._state.db = connection.alias  # noqa: SLF001 -- the same
    return True
