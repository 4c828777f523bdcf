"""Files as people upload them: signed ones, large ones, and those that would do harm."""

import io
import os
import zipfile
from pathlib import Path

import pikepdf
from asn1crypto import algos, cms, x509

from tests.factories.applicants import saved


def a_p7m(content: bytes | None, *, signers: int = 1) -> bytes:
    """A CAdES envelope around the content, or around nothing; the signature itself is made up."""
    name = x509.Name.build({"common_name": "Firma di prova"})
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                cms.IssuerAndSerialNumber({"issuer": name, "serial_number": 1}),
            ),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "rsassa_pkcs1v15"}),
            "signature": b"\x01" * 256,
        }
    )
    encapsulated = {"content_type": "data"} | ({} if content is None else {"content": content})
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
            "encap_content_info": cms.ContentInfo(encapsulated),
            "signer_infos": [signer] * signers,
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def a_large_pdf(path: Path, size: int) -> Path:
    """A PDF of about this many bytes that cannot be made smaller, written without holding it."""
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.Photo = document.make_stream(os.urandom(size))
        document.save(path, compress_streams=False)
    return path


def a_bomb_pdf(unpacked: int) -> bytes:
    """A small PDF whose objects lie in a stream that unpacks to this many bytes."""
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.Long = document.make_indirect(pikepdf.String("a" * unpacked))
        return saved(document, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def a_zip(entries: dict[str, bytes]) -> bytes:
    """An archive of these entries."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def the_archives() -> dict[str, bytes]:
    """Archives that would do harm if they were opened, and documents that are archives."""
    bomb = a_zip({"zeri": bytes(50_000_000)})
    return {
        "bomba.zip": bomb,
        "matrioska.zip": a_zip({"dentro.zip": a_zip({"ancora.zip": bomb})}),
        "molti.zip": a_zip({f"{number}": b"" for number in range(20_000)}),
        "fuori.zip": a_zip({"../../etc/cron.d/x": b"x"}),
        "atto.docx": a_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": bytes(9**7)}),
        "atto.odt": a_zip({"mimetype": b"application/vnd.oasis.opendocument.text"}),
    }
