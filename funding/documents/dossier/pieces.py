"""What the parts of a dossier are written with: tables that a spreadsheet opens, names of files."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from calls.resources.tables import neutral
from wecare.core.archives import Held
from wecare.core.components import formats

_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_NAME = 60  # characters of a file's name
Row = Sequence[Any]


def table(name: str, said: str, rows: Iterable[Row]) -> Held:
    """A table as CSV; the first row is its headings."""
    output = io.StringIO()
    writer = csv.writer(output, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    writer.writerows(tuple(_cell(cell) for cell in row) for row in rows)
    return Held(name, said, b"\xef\xbb\xbf" + output.getvalue().encode())


def if_any(name: str, said: str, head: Row, rows: Iterable[Row]) -> Iterator[Held]:
    """The table, unless it has no row."""
    found = list(rows)
    if found:
        yield table(name, said, [head, *found])


def safe(text: str) -> str:
    """The text as a part of a file's name, whatever it held."""
    return _UNSAFE.sub("-", text).strip("-")[:_NAME] or "senza-nome"


def _cell(cell: Any) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return formats.instant(cell)
    return cell.isoformat() if isinstance(cell, date) else neutral(cell)
