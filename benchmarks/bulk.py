"""Rows by the thousand: copied, with the triggers at rest for the load only."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model


@contextmanager
def load() -> Iterator[None]:
    """One transaction in which triggers and foreign keys are not asked; then ANALYZE."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
        yield
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def copy(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Copy rows into the table of a model and set its sequence after them.

    Columns that `fields` leaves out get the default of their field, so that a new one breaks nothing.
    """
    meta = model._meta  # noqa: SLF001 -- the documented way to a model's fields
    named = [meta.get_field(name) for name in fields]
    others = {field: field.get_default() for field in meta.concrete_fields if field not in named}
    left_out = {field: value for field, value in others.items() if value is not None}
    columns = ", ".join(f'"{field.column}"' for field in (*named, *left_out))
    statement = f'COPY "{meta.db_table}" ({columns}) FROM STDIN'
    with connection.cursor() as cursor:
        with cursor.copy(statement) as stream:
            for row in rows:
                stream.write_row((*row, *left_out.values()))
        for reset in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(reset)
