"""XLSX: the first sheet, read as a stream; the XML is parsed without entities (defusedxml)."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import isfinite
from typing import Any

from openpyxl import load_workbook

from wecare.core.sheets.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Cells,
    broken,
    formula_at,
    opened,
)
from wecare.core.uploads import UploadRefused

KIND = "XLSX"


def rows(content: bytes) -> Iterator[tuple[int, Cells]]:
    """Read the rows of the first sheet.

    :raises UploadRefused: if it is no workbook or a broken one, too large, or has a formula.
    """
    opened(content, kind=KIND).close()
    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        try:
            sheet: Any = book.worksheets[0]
            sheet.reset_dimensions()  # what the file says of its size is not to be believed
            yield from _read(sheet)
        finally:
            book.close()
    except UploadRefused:
        raise
    except Exception as problem:
        raise broken(KIND) from problem


def _read(sheet: Any) -> Iterator[tuple[int, Cells]]:
    found = sheet.iter_rows(max_col=MOST_COLUMNS)
    for number, row in enumerate(found, start=1):
        if number > MOST_ROWS:
            raise broken(KIND)
        yield number, tuple(_cell(each, number, at) for at, each in enumerate(row))


def _cell(cell: Any, row: int, column: int) -> Cell:
    if cell.data_type == "f":
        raise formula_at(row, column)
    value = cell.value
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value)) if isfinite(value) else str(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return "" if value is None else str(value).strip()
