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
    """Copy rows into the table of a model and set its sequence after them."""
    columns = ", ".join(f'"{model._meta.get_field(name).column}"' for name in fields)  # noqa: SLF001
    statement = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'  # noqa: SLF001
    with connection.cursor() as cursor:
        with cursor.copy(statement) as stream:
            for row in rows:
                stream.write_row(row)
        for reset in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(reset)
