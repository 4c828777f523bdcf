"""The national lists of trust service providers (ETSI TS 119 612; eIDAS art. 22), read from a file.

The seal of the list is not verified: whoever brings the file has taken it from its official address.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509
from defusedxml import DefusedXmlException, ElementTree

_N = "{http://uri.etsi.org/02231/v2#}"
_ISSUES_QUALIFIED = "http://uri.etsi.org/TrstSvc/Svctype/CA/QC"
_GRANTED = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted"
_FOR_SIGNATURES = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSignatures"


class TrustedListRefused(Exception):
    """The file is not a trusted list, or is not in force any more."""


@dataclass(frozen=True, slots=True)
class TrustedList:
    """The authorities of one country that issue qualified certificates for signatures, now."""

    territory: str
    until: datetime
    authorities: tuple[x509.Certificate, ...]


def parse(content: bytes, *, at: datetime) -> TrustedList:
    """The authorities of the list that are granted.

    :raises TrustedListRefused: if it cannot be read, names none, or its next update is past.
    """
    try:
        root = ElementTree.fromstring(content)
        territory = root.findtext(f"{_N}SchemeInformation/{_N}SchemeTerritory", "").strip()
        written = root.findtext(f"{_N}SchemeInformation/{_N}NextUpdate/{_N}dateTime", "").strip()
        until = datetime.fromisoformat(written)
        found = [each for service in root.iter(f"{_N}ServiceInformation") for each in _of(service)]
    except (ElementTree.ParseError, DefusedXmlException, ValueError, binascii.Error) as problem:
        raise TrustedListRefused(f"it cannot be read as a trusted list: {problem}") from problem
    if not (territory.isalpha() and territory.isascii()) or not found:
        raise TrustedListRefused("it names no authority that issues qualified certificates")
    if until < at:
        raise TrustedListRefused(f"it was in force until {until:%Y-%m-%d}: take the one of today")
    unique = {each.sha256: each for each in found}
    return TrustedList(territory, until, tuple(unique[key] for key in sorted(unique)))


def _of(service: Any) -> list[x509.Certificate]:
    """The certificates of a service, if it is one that counts."""
    kind = service.findtext(f"{_N}ServiceTypeIdentifier", "").strip()
    status = service.findtext(f"{_N}ServiceStatus", "").strip()
    named = [each.text.strip() for each in service.iterfind(f".//{_N}URI") if each.text]
    about = [each for each in named if "/SvcInfoExt/For" in each]
    if kind != _ISSUES_QUALIFIED or status != _GRANTED:
        return []
    if about and _FOR_SIGNATURES not in about:
        return []  # seals, or authentication of web sites
    found = service.iterfind(f"{_N}ServiceDigitalIdentity/{_N}DigitalId/{_N}X509Certificate")
    certificates = [
        x509.Certificate.load(base64.b64decode("".join((each.text or "").split())), strict=True)
        for each in found
    ]
    for each in certificates:
        each.native  # noqa: B018 -- parsed now, so that it breaks here
    return certificates
