"""The certification authorities that are trusted, and their lists of revoked certificates.

A folder holds them, as files: `*.pem`, `*.crt`, `*.cer` with certificates of authorities, `*.crl` with
lists of revoked ones, each PEM or DER. Nothing is fetched from the network.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import crl, pem, x509

CERTIFICATES = frozenset({".pem", ".crt", ".cer"})
REVOKED = frozenset({".crl"})


class TrustListBroken(Exception):
    """A file of the folder is not what its name says; the message names it."""


@dataclass(frozen=True, slots=True)
class TrustList:
    """Authorities, lists of revoked certificates, and the SHA-256 of it all."""

    authorities: tuple[x509.Certificate, ...] = ()
    revoked: tuple[crl.CertificateList, ...] = ()
    digest: str = ""

    def revoked_once(self, certificate: x509.Certificate) -> datetime | None:
        """Since when any list of the issuer, however old, says that the certificate is revoked."""
        for each in self.revoked:
            if each.issuer == certificate.issuer:
                for entry in each["tbs_cert_list"]["revoked_certificates"]:
                    if entry["user_certificate"].native == certificate.serial_number:
                        return entry["revocation_date"].native
        return None


def files_of(folder: Path | None) -> list[Path]:
    """The files of the trust list, by name; none where there is no folder."""
    if folder is None or not folder.is_dir():
        return []
    return sorted(each for each in folder.iterdir() if each.suffix in CERTIFICATES | REVOKED)


def digest_of(folder: Path | None) -> str:
    """The SHA-256 of names and bytes of the files; blank where there is nothing."""
    return _digest((each.name, each.read_bytes()) for each in files_of(folder))


def load(folder: Path | None) -> TrustList:
    """The trust list of the folder.

    :raises TrustListBroken: naming the file that cannot be read.
    """
    authorities: list[x509.Certificate] = []
    revoked: list[crl.CertificateList] = []
    read = []
    for path in files_of(folder):
        content = path.read_bytes()
        read.append((path.name, content))
        try:
            for der in _objects(content):
                if path.suffix in REVOKED:
                    each = crl.CertificateList.load(der, strict=True)
                    each["tbs_cert_list"].native  # noqa: B018 -- parsed now, so that it breaks here
                    revoked.append(each)
                else:
                    authority = x509.Certificate.load(der, strict=True)
                    authority.native  # noqa: B018 -- the same
                    authorities.append(authority)
        except (ValueError, TypeError) as problem:
            raise TrustListBroken(f"{path.name}: {problem}") from problem
    return TrustList(tuple(authorities), tuple(revoked), _digest(read))


def _objects(content: bytes) -> Iterable[bytes]:
    if pem.detect(content):
        return [der for _name, _headers, der in pem.unarmor(content, multiple=True)]
    return [content]


def _digest(files: Iterable[tuple[str, bytes]]) -> str:
    total, any_file = hashlib.sha256(), False
    for name, content in files:
        any_file = True
        total.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return total.hexdigest() if any_file else ""
