"""Tables of lists for spreadsheets, in the formats of the house."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

import tablib

from calls.resources.tables import FORMATS, neutral

Cell = str | int | Decimal


def written_rows(
    head: Sequence[str], rows: Iterable[Sequence[Cell]], *, ending: str
) -> tuple[bytes, str]:
    """The rows as a file of this ending, and its media type; each cell neutralised.

    :raises KeyError: if there is no such format.
    """
    form = FORMATS[ending]()
    table = tablib.Dataset(headers=list(head))
    for row in rows:
        table.append([neutral(cell) for cell in row])
    content = form.export_data(table)
    return (content.encode() if isinstance(content, str) else content), form.get_content_type()
