"""Tables for spreadsheets: each cell neutralised, in the formats of the house."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from import_export import resources
from import_export.formats import base_formats

FORMATS = {"csv": base_formats.CSV, "xlsx": base_formats.XLSX, "ods": base_formats.ODS}
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")
_BYTE_ORDER_MARK = "\ufeff"  # by which a spreadsheet knows that a CSV is UTF-8


def neutral(cell: Any) -> Any:
    """The cell as a spreadsheet shows it: text that it would run as a formula begins with '."""
    if isinstance(cell, str) and cell.startswith(BEGINS_FORMULA):
        return f"'{cell}"
    return cell


def plain(cell: str) -> str:
    """The text that `neutral` made harmless, as it was."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(BEGINS_FORMULA) else cell


class Table(resources.Resource):
    """A table whose columns are methods named `dehydrate_<column>`, each cell neutralised."""

    def export_field(self, field: Any, instance: Any, **options: Any) -> Any:
        cell = super().export_field(field, instance, **options)
        return neutral(cell.isoformat() if isinstance(cell, date) else cell)


def written(table: Table, rows: Any, *, ending: str) -> tuple[bytes, str]:
    """The table as a file of this ending, and its media type.

    :raises KeyError: if there is no such format.
    """
    form = FORMATS[ending]()
    content = form.export_data(table.export(queryset=rows))
    if isinstance(content, str):
        content = (_BYTE_ORDER_MARK + content).encode()
    return content, form.get_content_type()


def endings() -> Sequence[str]:
    """The formats of a table, by the ending of their files."""
    return tuple(FORMATS)
