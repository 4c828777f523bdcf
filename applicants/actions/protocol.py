"""The protocol register: the next number of a year, without a gap (D.P.R. 445/2000, art. 53)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.timezone import localtime

from applicants.models import ProtocolRegister
from wecare.core.preparing import preparing_cursor


@dataclass(frozen=True, slots=True)
class Protocol:
    """A number of a year, Italian time."""

    year: int
    number: int


def next_protocol(at: datetime) -> Protocol:
    """The next number of the year in which `at` falls in Italy.

    The year's row stays locked until the commit, so numbers have no gap. The caller is inside a
    transaction.
    """
    year = localtime(at).year
    table = connection.ops.quote_name(ProtocolRegister._meta.db_table)  # noqa: SLF001 -- the documented way to a table's name
    with preparing_cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS register (year, last) VALUES (%s, 1)"  # noqa: S608 -- a name of ours
            " ON CONFLICT (year) DO UPDATE SET last = register.last + 1 RETURNING last",
            [year],
        )
        return Protocol(year, int(cursor.fetchone()[0]))
