"""The rows of a table that somebody uploads: CSV, XLSX or ODS, read within bounds, never run.

A cell is text, a number or a day as the file has it: what it means is for the caller to say. Rows
are counted as a spreadsheet counts them, and blank ones are left out, as are the blank cells at the end of the others.
"""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from wecare.core.components.formats import integer
from wecare.core.sheets import delimited, open_document, workbook
from wecare.core.sheets.cells import Cell, Cells, place
from wecare.core.uploads import UploadRefused, check_size

__all__ = ["MEDIA_TYPES", "Cell", "rows_of"]

_READERS: dict[str, Callable[[bytes], Iterator[tuple[int, Cells]]]] = {
    "csv": delimited.rows,
    "xlsx": workbook.rows,
    "ods": open_document.rows,
}
MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def rows_of(content: bytes, *, filename: str, limit: int) -> Iterator[tuple[int, Cells]]:
    """Read the rows with their numbers, the headings first.

    :raises UploadRefused: if the file is empty, too large, of another kind or broken, if it has more
        than `limit` rows below the headings, a formula, or a NUL; on the way, as rows are read.
    """
    check_size(len(content))
    extension = filename.rpartition(".")[2].lower()
    if extension not in _READERS:
        raise UploadRefused(
            _(
                "Accettiamo solo tabelle CSV (.csv), Excel (.xlsx) e OpenDocument (.ods). Il tuo file "
                "finisce in «.%(extension)s»."
            )
            % {"extension": extension[:20]}
        )
    count = -1  # the headings are no row of the table
    for number, row in _READERS[extension](content):
        cells = _without_blank_end(row)
        if not cells:
            continue
        count += 1
        if count > limit:
            raise UploadRefused(
                _(
                    "Il file ha più di %(limit)s righe sotto le intestazioni: il massimo è %(limit)s. "
                    "Dividilo in più file."
                )
                % {"limit": integer(limit)}
            )
        _check_characters(number, cells)
        yield number, cells


def _without_blank_end(cells: Cells) -> Cells:
    end = len(cells)
    while end and cells[end - 1] == "":
        end -= 1
    return cells[:end]


def _check_characters(number: int, cells: Cells) -> None:
    for at, cell in enumerate(cells):
        if isinstance(cell, str) and "\x00" in cell:
            raise UploadRefused(
                _("%(place)s: c'è un carattere nullo (NUL). Toglilo e carica di nuovo il file.")
                % {"place": place(number, at)}
            )
