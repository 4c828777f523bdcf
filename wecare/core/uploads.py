"""What an uploaded file really is: name, size, content; refuses what could harm who opens it.

Accepts PDF without password and active content, and CAdES envelopes (.p7m).
"""

import io
from collections.abc import Iterator
from pathlib import PurePosixPath

import pikepdf
from django.conf import settings
from django.utils.translation import gettext as _

from wecare.core.errors import DomainError
from wecare.core.text import TextRefused, clean_text

PDF = "application/pdf"
P7M = "application/pkcs7-mime"
LONGEST_NAME = 150
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # OID 1.2.840.113549.1.7.2, RFC 5652
ACTIVE_NAMES = ("/JavaScript", "/JS", "/Launch", "/RichMedia", "/XFA")
MOST_OBJECTS = 200_000


class UploadRefused(DomainError):
    """A file that cannot be accepted; the sentence names rule, limit and value."""

    http_status = 422


def clean_filename(name: str) -> str:
    """The file's own name without path, control characters or excess length.

    :raises UploadRefused: if nothing readable is left of the name.
    """
    base = PurePosixPath(name.replace("\\", "/")).name
    try:
        base = clean_text(base, multiline=False).strip()
    except TextRefused:
        base = ""
    if not base or base.startswith("."):
        raise UploadRefused(_("Il file non ha un nome leggibile. Rinominalo e caricalo di nuovo."))
    stem, dot, extension = base.rpartition(".")
    if len(base) > LONGEST_NAME and dot:
        base = stem[: LONGEST_NAME - len(extension) - 1] + "." + extension
    return base[:LONGEST_NAME]


def check_size(size: int) -> None:
    """The size in bytes is within the limit, and there is something.

    :raises UploadRefused: naming the limit and the size.
    """
    if size == 0:
        raise UploadRefused(_("Il file è vuoto. Controllalo e caricalo di nuovo."))
    if size > settings.UPLOAD_MAX_BYTES:
        raise UploadRefused(
            _("Il file pesa %(size)s MB, il massimo è %(limit)s MB. Riducilo o dividilo.")
            % {
                "size": f"{size / 1024**2:.1f}".replace(".", ","),
                "limit": settings.UPLOAD_MAX_BYTES // 1024**2,
            }
        )


def media_type_of(content: bytes, *, filename: str) -> str:
    """The type of the content, which agrees with the name's extension.

    :raises UploadRefused: if the type is not accepted, differs from the name, has a password,
        active content, or cannot be read.
    """
    extension = filename.rpartition(".")[2].lower()
    if content[:1024].lstrip().startswith(b"%PDF-"):
        if extension != "pdf":
            raise UploadRefused(
                _(
                    "Il contenuto è un PDF, ma il nome finisce in «.%(extension)s». Rinominalo in «.pdf»."
                )
                % {"extension": extension}
            )
        _check_pdf(content)
        return PDF
    if content[:1] == b"\x30" and SIGNED_DATA in content[:64]:
        if extension != "p7m":
            raise UploadRefused(
                _("Il contenuto è un file firmato P7M, ma il nome finisce in «.%(extension)s».")
                % {"extension": extension}
            )
        return P7M
    if extension == "pdf":
        raise UploadRefused(_("Il nome dice PDF, il contenuto no. Esporta di nuovo il documento."))
    raise UploadRefused(
        _(
            "Accettiamo solo PDF (.pdf) e file firmati (.p7m). Il tuo file finisce in «.%(extension)s»."
        )
        % {"extension": extension}
    )


def _check_pdf(content: bytes) -> None:
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if document.is_encrypted:
                raise UploadRefused(_("Il PDF ha una password: toglila e caricalo di nuovo."))
            _check_passive(document)
    except pikepdf.PasswordError as problem:
        raise UploadRefused(_("Il PDF ha una password: toglila e caricalo di nuovo.")) from problem
    except (pikepdf.PdfError, ValueError, RecursionError) as problem:
        raise UploadRefused(
            _("Il PDF è rovinato e non si apre. Esporta di nuovo il documento.")
        ) from problem


def _check_passive(document: pikepdf.Pdf) -> None:
    if len(document.objects) > MOST_OBJECTS:
        raise UploadRefused(
            _("Il PDF è troppo complesso: %(count)s oggetti, il massimo è %(limit)s.")
            % {"count": len(document.objects), "limit": MOST_OBJECTS}
        )
    for item in _dictionaries(document):
        if item.get("/Type") == "/EmbeddedFile" or "/EF" in item:
            raise UploadRefused(
                _("Il PDF contiene altri file al suo interno: caricali uno per uno.")
            )
        if any(name in item for name in ACTIVE_NAMES) or (
            item.get("/S") in ACTIVE_NAMES or item.get("/Subtype") in ACTIVE_NAMES
        ):
            raise UploadRefused(
                _("Il PDF contiene codice attivo (JavaScript): non possiamo accettarlo.")
            )


def _dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary of the file: those with a number, and those written inside others."""
    waiting: list[pikepdf.Object] = [document.trailer, *document.objects]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            inside = list(item)
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield item
            inside = [value for _name, value in item.items()]
        else:
            continue
        waiting += [
            each for each in inside if isinstance(each, pikepdf.Object) and not each.is_indirect
        ]
