"""Cells, where they are, and the archives they come in."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from wecare.core.uploads import UploadRefused

Cell = str | Decimal | date
Cells = tuple[Cell, ...]
MOST_COLUMNS = 60  # read of each row
MOST_ROWS = 1_048_576  # of a sheet
MOST_ENTRIES = 1000  # of an archive
MOST_BYTES = 40 * 1024 * 1024  # of an archive, once unpacked
_LETTERS = 26
_ENCRYPTED = 0x1


def place(row: int, column: int) -> str:
    """`Riga 7, colonna B`: columns are counted from zero."""
    letters, left = "", column
    while left >= 0:
        left, letter = divmod(left, _LETTERS)
        letters = chr(ord("A") + letter) + letters
        left -= 1
    return _("Riga %(row)s, colonna %(column)s") % {"row": row, "column": letters}


def formula_at(row: int, column: int) -> UploadRefused:
    """The refusal of a cell that computes."""
    return UploadRefused(
        _(
            "%(place)s: c'è una formula. Incolla i valori al posto delle formule e carica di nuovo "
            "il file."
        )
        % {"place": place(row, column)}
    )


def broken(kind: str) -> UploadRefused:
    """The refusal of a file that does not open."""
    return UploadRefused(
        _("Il file %(kind)s è rovinato e non si apre. Salvalo di nuovo e caricalo.")
        % {"kind": kind}
    )


def opened(content: bytes, *, kind: str) -> ZipFile:
    """The archive, which unpacked stays within bounds.

    :raises UploadRefused: if it is none, has a password, or is too large once unpacked.
    """
    try:
        archive = ZipFile(BytesIO(content))
        entries = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise broken(kind) from problem
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UploadRefused(_("Il file ha una password: toglila e caricalo di nuovo."))
    size = sum(entry.file_size for entry in entries)  # no entry is read beyond what it states
    if len(entries) > MOST_ENTRIES or size > MOST_BYTES:
        raise UploadRefused(
            _(
                "Il file aperto pesa %(size)s MB, il massimo è %(limit)s MB. Tieni solo la tabella, "
                "senza immagini né altri fogli, e caricalo di nuovo."
            )
            % {"size": size // 1024**2, "limit": MOST_BYTES // 1024**2}
        )
    return archive
