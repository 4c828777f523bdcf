"""Cells, where they are, and the archives they come in."""

import zlib
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from wecare.core.uploads import UploadRefused

Cell = str | Decimal | date
Cells = tuple[Cell, ...]
MOST_COLUMNS = 40  # read of each row
MOST_ROWS = 1_048_576  # of a sheet
MOST_ENTRIES = 1000  # of an archive
MOST_BYTES = 40 * 1024 * 1024  # of an archive, once unpacked
MOST_ELEMENTS = 1_000_000  # of all its XML
DEEPEST = 60  # elements one inside the other
_PIECE = 256 * 1024  # bytes
_XML = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")  # bare, or after a byte order mark
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
    _check_shape(archive, kind=kind)
    return archive


def _check_shape(archive: ZipFile, *, kind: str) -> None:
    """Look how much XML there is and how deep, before anybody makes a tree of it.

    :raises UploadRefused: if it is too much, too deep, no XML, or declares entities.
    """
    shape = _Shape(kind)
    for entry in archive.infolist():
        try:
            with archive.open(entry) as stream:
                first = stream.read(_PIECE)
                if first.lstrip().startswith(_XML):
                    shape.look(first, stream)
        except (
            ExpatError,
            BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
        ) as problem:
            raise broken(kind) from problem


class _Shape:
    """Counts the elements of several documents."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._count = 0
        self._depth = 0

    def look(self, first: bytes, stream: IO[bytes]) -> None:
        """Read a document to its end: what was read of it, and the rest."""
        parser = ParserCreate()
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = self._refuse
        self._depth = 0
        piece = first
        while piece:
            parser.Parse(piece, False)
            piece = stream.read(_PIECE)
        parser.Parse(b"", True)

    def _begin(self, _name: str, _attributes: object) -> None:
        self._count += 1
        self._depth += 1
        if self._count > MOST_ELEMENTS or self._depth > DEEPEST:
            raise UploadRefused(
                _(
                    "Il file è troppo complesso per una tabella. Copia le celle in un foglio nuovo, "
                    "salvalo e caricalo."
                )
            )

    def _end(self, _name: str) -> None:
        self._depth -= 1

    def _refuse(self, *_entity: object) -> None:
        raise broken(self._kind)
