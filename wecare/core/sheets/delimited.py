"""CSV: UTF-8, columns parted by semicolons, commas or tabs, as the headings show."""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from wecare.core.sheets.cells import MOST_COLUMNS, Cells
from wecare.core.uploads import UploadRefused

SEPARATORS = ";,\t"
_OTHERS = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0")  # workbooks, PDF, old Excel


def rows(content: bytes) -> Iterator[tuple[int, Cells]]:
    """Read the rows, every cell as text.

    :raises UploadRefused: if it is no CSV, or not in UTF-8.
    """
    if content.startswith(_OTHERS):
        raise UploadRefused(
            _("Il nome dice CSV, il contenuto no. Salva di nuovo il file come CSV.")
        )
    text = _decoded(content)
    first = text.partition("\n")[0].strip()
    separator = max(SEPARATORS, key=first.count)
    if first.lower().startswith("sep=") and first[4:5] in SEPARATORS:  # as Excel writes it
        separator = first[4:5]
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1 and first.lower().startswith("sep="):
                continue
            yield number, tuple(cell.strip() for cell in cells[:MOST_COLUMNS])
    except csv.Error as problem:
        raise UploadRefused(
            _(
                "Riga %(row)s: non si legge. Controlla le virgolette e i separatori, poi carica di "
                "nuovo il file."
            )
            % {"row": number + 1}
        ) from problem


def _decoded(content: bytes) -> str:
    try:
        return content.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as problem:
        row = content.count(b"\n", 0, problem.start) + 1
        raise UploadRefused(
            _(
                "Riga %(row)s: il file non è in UTF-8 e le lettere accentate si perderebbero. Da Excel "
                "salvalo come «CSV UTF-8», da LibreOffice scegli «Unicode (UTF-8)»."
            )
            % {"row": row}
        ) from problem
