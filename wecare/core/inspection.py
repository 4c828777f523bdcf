"""What the bytes of an uploaded file are: a passive PDF, or a signed envelope around one.

Plain Python, for the process that looks and for the child that looks with bounds. Facts and not
sentences: `wecare.core.uploads` says them.
"""

import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

import pikepdf
from asn1crypto import cms

PDF = "application/pdf"
P7M = "application/pkcs7-mime"
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # OID 1.2.840.113549.1.7.2, RFC 5652
ACTIVE_NAMES = ("/JavaScript", "/JS", "/Launch", "/RichMedia", "/XFA")
MOST_OBJECTS = 200_000
MOST_ENVELOPES = 4  # signed, countersigned, and so on
_HEAD = 1024


class Unacceptable(Exception):
    """What was found: a word and its detail, as ``code|detail``."""

    def __init__(self, code: str, detail: object = "") -> None:
        super().__init__(f"{code}|{detail}")
        self.code = code
        self.detail = str(detail)


def media_type(source: BinaryIO, *, filename: str) -> str:
    """The type of the content, which agrees with the name's extension.

    :raises Unacceptable: if it does not, or the content could harm who opens it.
    """
    extension = PurePath(filename).suffix[1:].lower()
    head = source.read(_HEAD)
    source.seek(0)
    if is_pdf(head):
        if extension != "pdf":
            raise Unacceptable("pdf_named", extension)
        check_pdf(source)
        return PDF
    if is_envelope(head):
        if extension != "p7m":
            raise Unacceptable("p7m_named", extension)
        check_envelope(source.read())
        return P7M
    raise Unacceptable("no_pdf" if extension == "pdf" else "other", extension)


def is_pdf(head: bytes) -> bool:
    """Whether it begins like a PDF."""
    return head[:_HEAD].lstrip().startswith(b"%PDF-")


def is_envelope(head: bytes) -> bool:
    """Whether it begins like a CMS signed-data message, as RFC 5652 writes it."""
    return head[:1] == b"\x30" and SIGNED_DATA in head[:64]


def check_envelope(content: bytes, *, depth: int = 1) -> None:
    """An envelope holds, signed, a PDF that would be accepted by itself.

    :raises Unacceptable: if it holds nothing, something else, too many envelopes, or no signature.
    """
    if depth > MOST_ENVELOPES:
        raise Unacceptable("envelopes", MOST_ENVELOPES)
    inside = _signed_content(content)
    if is_pdf(inside):
        check_pdf(io.BytesIO(inside))
    elif is_envelope(inside):
        check_envelope(inside, depth=depth + 1)
    else:
        raise Unacceptable("envelope_other" if inside else "envelope_empty")


def unwrapped(content: bytes) -> bytes:
    """The PDF inside an envelope, or the content itself where it is in none.

    :raises Unacceptable: if an envelope holds something else.
    """
    for _depth in range(MOST_ENVELOPES):
        if not is_envelope(content):
            break
        content = _signed_content(content)
    if not is_pdf(content):
        raise Unacceptable("envelope_other" if content else "envelope_empty")
    return content


def _signed_content(content: bytes) -> bytes:
    try:
        signed: Any = cms.ContentInfo.load(content)["content"]
        inside = signed["encap_content_info"]["content"].native
        signatures = len(signed["signer_infos"])
    except (ValueError, TypeError, KeyError, RecursionError, AttributeError, IndexError) as problem:
        raise Unacceptable("envelope_broken") from problem
    if not signatures:
        raise Unacceptable("envelope_unsigned")
    return inside if isinstance(inside, bytes) else b""


def check_pdf(source: BinaryIO) -> None:
    """A PDF opens without a password and does nothing by itself.

    :raises Unacceptable: if it does not open, or holds scripts, actions, other files, too much.
    """
    try:
        with pikepdf.open(source) as document:
            if document.is_encrypted:
                raise Unacceptable("password")
            _check_passive(document)
    except pikepdf.PasswordError as problem:
        raise Unacceptable("password") from problem
    except (pikepdf.PdfError, ValueError, RecursionError) as problem:
        raise Unacceptable("broken") from problem


def _check_passive(document: pikepdf.Pdf) -> None:
    if len(document.objects) > MOST_OBJECTS:
        raise Unacceptable("objects", len(document.objects))
    for item in _dictionaries(document):
        if item.get("/Type") == "/EmbeddedFile" or "/EF" in item:
            raise Unacceptable("embedded")
        if any(name in item for name in ACTIVE_NAMES) or (
            item.get("/S") in ACTIVE_NAMES or item.get("/Subtype") in ACTIVE_NAMES
        ):
            raise Unacceptable("active")


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
