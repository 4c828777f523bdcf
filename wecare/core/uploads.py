"""What an uploaded file really is: name, size, content; refuses what could harm who opens it.

Accepts PDF without password and active content, and CAdES envelopes (.p7m) around one.
"""

import subprocess
import tempfile
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _

from wecare.core import children, inspection
from wecare.core.digests import sha256
from wecare.core.errors import DomainError
from wecare.core.inspection import P7M, PDF
from wecare.core.text import TextRefused, clean_text

__all__ = [
    "P7M",
    "PDF",
    "UploadRefused",
    "check_size",
    "clean_filename",
    "media_type_of",
    "media_type_of_file",
]
LONGEST_NAME = 150
_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))]
)  # names that Windows keeps for itself, whatever follows the first dot
_REMEMBERED = 256
_accepted: dict[tuple[str, str], str] = {}  # (digest, ending of the name) → type


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
    if base.partition(".")[0].strip().upper() in _DEVICES:
        base = f"_{base}"
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
    """The type of the content, which agrees with the name's extension; looked at by a child too.

    A form looks and then the action does: what was found acceptable is not looked at again.

    :raises UploadRefused: if the type is not accepted, differs from the name, has a password,
        active content, cannot be read, or takes more than the child is given.
    """
    known = sha256(content), PurePosixPath(filename).suffix.lower()
    if known not in _accepted:
        with tempfile.NamedTemporaryFile(prefix="wecare-upload-") as file:
            file.write(content)
            file.flush()
            media_type = media_type_of_file(Path(file.name), filename=filename)
        if len(_accepted) >= _REMEMBERED:
            _accepted.clear()
        _accepted[known] = media_type
    return _accepted[known]


def media_type_of_file(path: Path, *, filename: str) -> str:
    """The same of a file on the disk, by a child with little memory and little time.

    :raises UploadRefused: as above.
    """
    try:
        child = children.look("wecare.core.inspection_child", file=path, name=filename)
    except subprocess.TimeoutExpired as late:
        raise UploadRefused(_said("heavy", "")) from late
    answer = child.stdout[-1000:].decode(errors="replace").strip().rpartition("\n")[2]
    if child.returncode == 0 and answer in (PDF, P7M):
        return answer
    code, _bar, detail = answer.partition("|")
    raise UploadRefused(_said(code if child.returncode == 1 else "heavy", detail))


def _said(code: str, detail: str) -> str:
    """The sentence of what was found; whatever made the child die is too much for it."""
    sentences = {
        "pdf_named": _(
            "Il contenuto è un PDF, ma il nome finisce in «.%(detail)s». Rinominalo in «.pdf»."
        ),
        "p7m_named": _(
            "Il contenuto è un file firmato P7M, ma il nome finisce in «.%(detail)s». "
            "Rinominalo in «.p7m»."
        ),
        "no_pdf": _("Il nome dice PDF, il contenuto no. Esporta di nuovo il documento."),
        "other": _(
            "Accettiamo solo PDF (.pdf) e file firmati (.p7m). Il tuo file finisce in "
            "«.%(detail)s». Esporta il documento in PDF e caricalo di nuovo."
        ),
        "password": _("Il PDF ha una password: toglila e caricalo di nuovo."),
        "broken": _("Il PDF è rovinato e non si apre. Esporta di nuovo il documento."),
        "objects": _("Il PDF è troppo complesso: %(detail)s oggetti, il massimo è %(limit)s."),
        "embedded": _("Il PDF contiene altri file al suo interno: caricali uno per uno."),
        "active": _("Il PDF contiene codice attivo (JavaScript): non possiamo accettarlo."),
        "envelope_broken": _("Il file firmato P7M è rovinato e non si apre. Firmalo di nuovo."),
        "envelope_unsigned": _("Il file P7M non contiene nessuna firma. Firmalo di nuovo."),
        "envelope_empty": _(
            "Il file P7M contiene solo la firma, senza il documento. Firma di nuovo scegliendo di "
            "includere il documento."
        ),
        "envelope_other": _(
            "Il documento dentro il file P7M non è un PDF. Esporta il documento in PDF, firmalo e "
            "caricalo di nuovo."
        ),
        "envelopes": _(
            "Il file P7M ha più di %(detail)s buste una dentro l'altra: carica quella più interna."
        ),
    }
    heavy = _(
        "Il file è troppo complesso per essere controllato in %(seconds)s secondi. Stampa il "
        "documento in PDF e caricalo di nuovo."
    )
    return sentences.get(code, heavy) % {
        "detail": detail,
        "limit": inspection.MOST_OBJECTS,
        "seconds": settings.INSPECTION_SECONDS,
    }
