"""A certification authority of the tests, people with signing certificates, and what they sign."""

import asyncio
import io
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import cms
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from applicants.actions import signing
from applicants.models import Application, SignedFile, SigningCopy
from tests.factories.calls import a_complete_draft
from wecare.core import printing, store

FISCAL_CODE = "NRENNA80A41L219L"
OTHER_FISCAL_CODE = "RSSMRA80A01L219M"
SINCE, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)


@cache
def a_key(name: str, bits: int = 2048) -> rsa.RSAPrivateKey:
    """The key of that name: making one takes time."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@dataclass(frozen=True)
class Identity:
    """A certificate with its key, and those of its issuers."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey
    issuers: tuple[x509.Certificate, ...] = ()

    @property
    def signer(self) -> signers.SimpleSigner:
        registry = SimpleCertificateStore()
        registry.register_multiple([_asn1(each) for each in self.issuers])
        key = self.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return signers.SimpleSigner(
            signing_cert=_asn1(self.certificate),
            signing_key=asn1_keys.PrivateKeyInfo.load(key),
            cert_registry=registry,
        )


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    der = certificate.public_bytes(serialization.Encoding.DER)
    return asn1_x509.Certificate.load(der)


@dataclass
class Authority:
    """A certification authority; `revoked` are the serials of its list."""

    name: str = "Autorità di prova"
    revoked: list[int] = field(default_factory=list)

    @property
    def key(self) -> rsa.RSAPrivateKey:
        return a_key(self.name)

    @property
    def certificate(self) -> x509.Certificate:
        name = _name(common_name=self.name)
        return (
            _builder(name, name, self.key, SINCE, UNTIL, serial=1)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
            .sign(self.key, hashes.SHA256())
        )

    def issue(
        self,
        *,
        number: str | None = f"TINIT-{FISCAL_CODE}",
        qualifier: str | None = None,
        given: str = "Anna",
        family: str = "Neri",
        since: datetime = SINCE,
        until: datetime = UNTIL,
        signs: bool = True,
        serial: int = 4660,
        bits: int = 2048,
    ) -> Identity:
        """A certificate of a person; `number` is what stands in the subject's serialNumber."""
        subject = _name(
            common_name=f"{given} {family}",
            given=given,
            family=family,
            number=number,
            qualifier=qualifier,
        )
        key = a_key(f"{given}{family}", bits)
        usage = _usage(content_commitment=True) if signs else _usage(digital_signature=True)
        certificate = (
            _builder(subject, self.certificate.subject, key, since, until, serial=serial)
            .add_extension(usage, critical=True)
            .sign(self.key, hashes.SHA256())
        )
        return Identity(certificate, key, (self.certificate,))

    def revocations(self, *, at: datetime, until: datetime | None = None) -> bytes:
        """The signed list of what is revoked, DER."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(at - timedelta(days=1))
            .next_update(until or at + timedelta(days=1))
        )
        for serial in self.revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(serial)
            entry = entry.revocation_date(at - timedelta(days=2))
            builder = builder.add_revoked_certificate(entry.build())
        crl = builder.sign(self.key, hashes.SHA256())
        return crl.public_bytes(serialization.Encoding.DER)

    def write(self, folder: Path, *, at: datetime | None = None) -> Path:
        """A trust list with this authority and, if an instant is given, its revocations then."""
        folder.mkdir(parents=True, exist_ok=True)
        pem = self.certificate.public_bytes(serialization.Encoding.PEM)
        (folder / "autorita.pem").write_bytes(pem)
        if at is not None:
            (folder / "revocati.crl").write_bytes(self.revocations(at=at))
        return folder


def _name(
    *,
    common_name: str,
    given: str = "",
    family: str = "",
    number: str | None = None,
    qualifier: str | None = None,
) -> x509.Name:
    values = {
        NameOID.COUNTRY_NAME: "IT",
        NameOID.COMMON_NAME: common_name,
        NameOID.GIVEN_NAME: given,
        NameOID.SURNAME: family,
        NameOID.SERIAL_NUMBER: number,
        NameOID.DN_QUALIFIER: qualifier,
    }
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in values.items() if value])


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: rsa.RSAPrivateKey,
    since: datetime,
    until: datetime,
    *,
    serial: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(since)
        .not_valid_after(until)
    )


def _usage(**said: bool) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: said.get(name, False) for name in names})


def _run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """What the coroutine answers, also where the thread has a loop of its own: a browser's test."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def pades(content: bytes, *identities: Identity) -> bytes:
    """The PDF, signed by each in turn."""
    for identity in identities:
        output = io.BytesIO()
        already = content.count(b"/ByteRange")
        metadata = signers.PdfSignatureMetadata(
            field_name=f"Firma{already + 1}",
            subfilter=SigSeedSubFilter.PADES,
            md_algorithm="sha256",
        )
        signer = signers.PdfSigner(metadata, signer=identity.signer)
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        _run(signer.async_sign_pdf(writer, output=output))
        content = output.getvalue()
    return content


def cades(
    content: bytes, *identities: Identity, detached: bool = False, algorithm: str = "sha256"
) -> bytes:
    """The .p7m of the content, in DER, with the signatures of all side by side."""
    envelopes = [
        _run(
            identity.signer.async_sign_general_data(
                content, digest_algorithm=algorithm, detached=detached, use_cades=True
            )
        )
        for identity in identities
    ]
    together = envelopes[0]["content"]
    for name in ("signer_infos", "certificates"):
        kind = type(together[name])
        together[name] = kind([each for one in envelopes for each in one["content"][name]])
    return cms.ContentInfo({"content_type": "signed_data", "content": together}).dump()


def with_page_text_added(content: bytes) -> bytes:
    """The PDF with an incremental update that writes on its first page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    stream = writer.add_object(generic.StreamObject(stream_data=b"BT /F1 12 Tf (altro) Tj ET"))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    contents = page.raw_get("/Contents")
    page[generic.pdf_name("/Contents")] = generic.ArrayObject([contents, stream])
    writer.update_container(page)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def signing_draft(policy: str = "signed_file", **sections: Any) -> dict[str, Any]:
    """The draft of a call that says how applications are signed."""
    terms = {"signature": policy, "signature_article": "art. 11"}
    return a_complete_draft(terms=terms, **sections)


def printed_copy(application: Application) -> SigningCopy:
    """The copy to be signed, printed to the end."""
    copy = signing.prepare(application=application, actor=application.created_by)
    document = printing.render_document(document=copy.document)
    assert document.file is not None, document.error
    return SigningCopy.objects.select_related("document__file").get(pk=copy.pk)


def pdf_of(copy: SigningCopy) -> bytes:
    """The printed bytes."""
    assert copy.document.file is not None
    return store.read(copy.document.file)


def brought_back(
    application: Application, content: bytes, *, filename: str = "domanda.pdf"
) -> SignedFile:
    """The file, brought back by who writes the application."""
    return signing.take_back(
        application=application,
        filename=filename,
        content=content,
        actor=application.created_by,
    )
