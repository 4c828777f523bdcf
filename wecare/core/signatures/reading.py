"""Reading signed files: the envelopes of a .p7m, the signatures of a PDF. What is read is not yet trusted.

Bounds are of this module where they are about structure; time and memory are bounded by `child`.
"""

import base64
import binascii
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from asn1crypto import cms, x509
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FormUpdatingRule,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from wecare.core.signatures.facts import Form, Problem, Refused

MOST_LAYERS = 10
MOST_SIGNATURES = 20
MOST_CERTIFICATES = 100  # in one envelope
_ARMOUR = re.compile(
    rb"\A\s*-----BEGIN [A-Z0-9 ]+-----\s*(.*?)\s*-----END [A-Z0-9 ]+-----\s*\Z", re.DOTALL
)
_BASE64 = re.compile(rb"\A[A-Za-z0-9+/=\s]+\Z")
_SEQUENCE = 0x30
_FIRST_SIGNATURE = StandardDiffPolicy(  # the same, from a document that nobody has signed yet
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=FormUpdatingRule(
        field_rules=DEFAULT_DIFF_POLICY.form_rule.field_rules,
        ignored_acroform_keys=ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"},
    ),
)


@dataclass(frozen=True, slots=True)
class Raw:
    """One signature as it stands in the file, with the digest of what it should have signed."""

    info: cms.SignerInfo
    certificate: x509.Certificate | None
    others: tuple[x509.Certificate, ...]
    content_type: str
    digest: bytes
    digest_name: str


@dataclass(frozen=True, slots=True)
class Found:
    """The signatures of a file, the outermost first, and how the file bears them."""

    form: Form
    layers: int
    signatures: tuple[Raw, ...]


def read(content: bytes, *, original: bytes) -> Found:
    """The signatures over `original` that the file bears.

    :raises Refused: if it cannot be read, bears none, or what is signed is not `original`.
    """
    if not content.strip():
        raise Refused(Problem.EMPTY)
    signatures: list[Raw] = []
    layers = 0
    while (envelope := _envelope(content)) is not None:
        layers += 1
        if layers > MOST_LAYERS:
            raise Refused(Problem.TOO_NESTED, limit=str(MOST_LAYERS))
        content = _add(envelope, signatures)
    if is_pdf(content) and (layers == 0 or content != original):
        inside = _inside_pdf(content, original)
        _check_count(len(signatures) + len(inside))
        return Found(Form.CADES if layers else Form.PADES, layers, (*signatures, *inside))
    if layers == 0:
        raise Refused(Problem.NOT_SIGNED_KIND)
    if content != original:
        raise Refused(Problem.OTHER_CONTENT)
    return Found(Form.CADES, layers, tuple(signatures))


def is_pdf(content: bytes) -> bool:
    """Whether the bytes say that they are a PDF."""
    return content[:1024].lstrip().startswith(b"%PDF-")


def _check_count(count: int) -> None:
    if count > MOST_SIGNATURES:
        raise Refused(Problem.TOO_MANY, limit=str(MOST_SIGNATURES))


def _envelope(content: bytes) -> cms.SignedData | None:
    """The CMS signed data (RFC 5652) that the bytes are, in DER, BER, base64 or PEM; or nothing."""
    der = _unarmoured(content)
    if der[:1] != bytes([_SEQUENCE]):
        return None
    try:
        info = cms.ContentInfo.load(der)
        if info["content_type"].native != "signed_data":
            raise Refused(Problem.NOT_SIGNED_KIND)
        signed: cms.SignedData = info["content"]
        signed["signer_infos"]
    except (ValueError, TypeError, KeyError) as problem:
        raise Refused(Problem.UNREADABLE) from problem
    return signed


def _unarmoured(content: bytes) -> bytes:
    if content[:1] == bytes([_SEQUENCE]) and content[1:2] >= b"\x80":  # no text begins so
        return content
    armoured = _ARMOUR.match(content)
    body = armoured[1] if armoured else content
    if not _BASE64.match(body):
        return content
    try:
        return base64.b64decode(b"".join(body.split()), validate=True)
    except binascii.Error:
        return content


def _add(envelope: cms.SignedData, signatures: list[Raw]) -> bytes:
    """Add the signatures of the envelope; answer with what it holds."""
    try:
        encapsulated = envelope["encap_content_info"]
        content_type = encapsulated["content_type"].native
        infos = list(envelope["signer_infos"])
        if not infos:
            raise Refused(Problem.UNSIGNED)
        held = encapsulated["content"]
        if held.native is None:
            raise Refused(Problem.DETACHED)
        content = bytes(held)
        _check_count(len(signatures) + len(infos))
        certificates = _certificates(envelope)
        for info in infos:
            signatures.append(_raw(info, certificates, content_type, content))
    except (ValueError, TypeError, KeyError, OverflowError) as problem:
        raise Refused(Problem.UNREADABLE) from problem
    return content


def _certificates(envelope: cms.SignedData) -> list[x509.Certificate]:
    found = envelope["certificates"]
    if found.native is None:
        return []
    if len(found) > MOST_CERTIFICATES:
        raise Refused(Problem.TOO_MANY, limit=str(MOST_CERTIFICATES))
    return [each.chosen for each in found if each.name == "certificate"]


def _raw(
    info: cms.SignerInfo, certificates: list[x509.Certificate], content_type: str, content: bytes
) -> Raw:
    name = str(info["digest_algorithm"]["algorithm"].native)
    signer = next((each for each in certificates if _is_of(info["sid"], each)), None)
    return Raw(
        info=info,
        certificate=signer,
        others=tuple(each for each in certificates if each is not signer),
        content_type=content_type,
        digest=_digest(name, content),
        digest_name=name,
    )


def _is_of(sid: Any, certificate: x509.Certificate) -> bool:
    if sid.name == "issuer_and_serial_number":
        named = sid.chosen
        return bool(
            named["serial_number"].native == certificate.serial_number
            and named["issuer"] == certificate.issuer
        )
    return bool(sid.chosen.native == certificate.key_identifier)


def _digest(name: str, content: bytes) -> bytes:
    """The digest, or nothing where the algorithm is not known: it then matches nothing."""
    if name not in {"sha1", "sha224", "sha256", "sha384", "sha512"}:
        return b""
    return hashlib.new(name, content, usedforsecurity=False).digest()


def _inside_pdf(content: bytes, original: bytes) -> tuple[Raw, ...]:
    """The signatures of a PDF that is `original` with nothing but signatures added."""
    try:
        return _signatures_added(content, original)
    except Refused:
        raise
    except RecursionError as problem:
        raise Refused(Problem.TOO_HARD) from problem
    except Exception as problem:  # a hostile PDF may break its reader anywhere, and in any way
        raise Refused(Problem.UNREADABLE) from problem


def _signatures_added(content: bytes, original: bytes) -> tuple[Raw, ...]:
    reader = PdfFileReader(io.BytesIO(content))
    embedded: list[EmbeddedPdfSignature] = reader.embedded_regular_signatures
    if not content.startswith(original):
        raise Refused(Problem.OTHER_CONTENT)
    if not embedded:
        raise Refused(Problem.UNSIGNED)
    _check_count(len(embedded))
    _check_only_signed(reader, embedded, original)
    _check_nothing_follows(reader, embedded, content)
    return tuple(_embedded(each) for each in embedded)


def _check_only_signed(
    reader: PdfFileReader, embedded: list[EmbeddedPdfSignature], original: bytes
) -> None:
    """Between the revisions there are signatures alone, and each covers the whole of its own."""
    for each in embedded:
        each.compute_integrity_info()
        covers = each.coverage in {
            SignatureCoverageLevel.ENTIRE_FILE,
            SignatureCoverageLevel.ENTIRE_REVISION,
        }
        if not covers or isinstance(each.diff_result, SuspiciousModification):
            raise Refused(Problem.CHANGED_AFTER)
    last = PdfFileReader(io.BytesIO(original)).xrefs.total_revisions - 1
    base = reader.get_historical_resolver(last)
    if "/AcroForm" not in base.root:  # the reviewer compares forms, and wants one to begin with
        base.root[pdf_name("/AcroForm")] = DictionaryObject({pdf_name("/Fields"): ArrayObject()})
    if isinstance(_FIRST_SIGNATURE.review_file(reader, base), SuspiciousModification):
        raise Refused(Problem.CHANGED_BEFORE)


def _check_nothing_follows(
    reader: PdfFileReader, embedded: list[EmbeddedPdfSignature], content: bytes
) -> None:
    """No bytes come after the last signature, if not as revisions, which were compared."""
    last = max(embedded, key=lambda each: each.signed_revision)
    _start, _before, start, length = (int(each) for each in last.byte_range)
    if (
        last.signed_revision == reader.xrefs.total_revisions - 1
        and content[start + length :].strip()
    ):
        raise Refused(Problem.CHANGED_AFTER)


def _embedded(signature: EmbeddedPdfSignature) -> Raw:
    encapsulated = signature.signed_data["encap_content_info"]
    certificates = _certificates(signature.signed_data)
    raw = _raw(signature.signer_info, certificates, encapsulated["content_type"].native, b"")
    return Raw(
        info=raw.info,
        certificate=raw.certificate,
        others=raw.others,
        content_type=raw.content_type,
        digest=signature.compute_digest(),
        digest_name=raw.digest_name,
    )


def claimed_instants(info: cms.SignerInfo) -> Iterator[Any]:
    """The values of the attribute signing-time (RFC 5652, 11.3)."""
    attributes = info["signed_attrs"]
    if attributes.native is None:
        return
    for each in attributes:
        if each["type"].native == "signing_time":
            yield from (value.native for value in each["values"])
