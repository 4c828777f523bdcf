"""Who a certificate names, and whether it stands at an instant (RFC 5280; ETSI EN 319 412-1 and -2)."""

import asyncio
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from asn1crypto import x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError, RevokedError
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from stdnum.exceptions import ValidationError as NumberRefused
from stdnum.it import codicefiscale

from wecare.core.signatures.facts import Outcome, Problem, Refused
from wecare.core.signatures.trust import TrustList

_NUMBER = re.compile(r"\A(?:(?:TIN|PNO|PAS|IDC)?IT[-:]|CF:)?([A-Z0-9]{16})(?:/.*)?\Z")
_SOFT = RevocationCheckingRule.CHECK_IF_DECLARED_SOFT
_LISTED = CertRevTrustPolicy(
    RevocationCheckingPolicy(
        ee_certificate_rule=RevocationCheckingRule.CRL_REQUIRED, intermediate_ca_cert_rule=_SOFT
    )
)
_UNLISTED = CertRevTrustPolicy(
    RevocationCheckingPolicy(ee_certificate_rule=_SOFT, intermediate_ca_cert_rule=_SOFT)
)
_NO_PATH = (PathBuildingError, PathValidationError)
_NAMES = ("serial_number", "dn_qualifier")  # where the number of a person stands, in this order


def fiscal_code_of(certificate: x509.Certificate) -> str:
    """The fiscal code of the person, from `TINIT-…`, `IT:…` or bare; blank if there is none."""
    subject = certificate.subject.native
    for name in _NAMES:
        values = subject.get(name) or ()
        for value in [values] if isinstance(values, str) else values:
            code = _fiscal_code(value)
            if code:
                return code
    return ""


def _fiscal_code(value: str) -> str:
    found = _NUMBER.match(value.strip().upper())
    if not found:
        return ""
    try:
        return str(codicefiscale.validate(found[1]))
    except NumberRefused:
        return ""


def name_of(name: x509.Name) -> str:
    """Common name, or names, or organisation: what people recognise."""
    parts = name.native
    full = " ".join(str(parts[each]) for each in ("given_name", "surname") if parts.get(each))
    return str(full or parts.get("common_name") or parts.get("organization_name") or "")[:200]


def check_usage(certificate: x509.Certificate) -> None:
    """The certificate is for signatures: key usage says non-repudiation (content commitment).

    :raises Refused: if it is for something else: that of a card for logging in, for example.
    """
    usage = certificate.key_usage_value
    if usage is None or "non_repudiation" not in usage.native:
        raise Refused(Problem.NOT_FOR_SIGNING)


def check_validity(certificate: x509.Certificate, *, at: datetime) -> None:
    """The instant falls within the certificate's own validity.

    :raises Refused: naming the bound it passes.
    """
    if at < certificate.not_valid_before:
        raise Refused(Problem.NOT_YET_VALID, since=certificate.not_valid_before.isoformat())
    if at > certificate.not_valid_after:
        raise Refused(Problem.EXPIRED, until=certificate.not_valid_after.isoformat())


def check_chain(
    certificate: x509.Certificate,
    others: Iterable[x509.Certificate],
    *,
    trust: TrustList,
    at: datetime,
) -> None:
    """A path of certificates, all valid at the instant, leads to a trusted authority.

    :raises Refused: if none does, naming the issuer.
    """
    if not trust.authorities:
        raise Refused(Problem.NO_TRUST_LIST)
    try:
        _validate(certificate, others, trust=trust, at=at, policy=_UNLISTED)
    except _NO_PATH as refusal:
        raise Refused(Problem.UNKNOWN_ISSUER, issuer=name_of(certificate.issuer)) from refusal


def check_revocation(
    certificate: x509.Certificate,
    others: Iterable[x509.Certificate],
    *,
    trust: TrustList,
    at: datetime,
) -> Outcome:
    """No list says that the certificate is revoked; tells whether one in force could say it.

    :raises Refused: if it is revoked, naming since when.
    """
    since = trust.revoked_once(certificate)
    if since is not None:  # an old list still tells the truth: what is revoked stays so
        raise Refused(Problem.REVOKED, since=since.isoformat())
    try:
        _validate(certificate, others, trust=trust, at=at, policy=_LISTED)
    except RevokedError as refusal:  # an authority in between is
        raise Refused(Problem.REVOKED, since=refusal.revocation_dt.isoformat()) from refusal
    except _NO_PATH:  # no list in force is about this certificate
        return Outcome.NOT_CHECKED
    return Outcome.OK


def _validate(
    certificate: x509.Certificate,
    others: Iterable[x509.Certificate],
    *,
    trust: TrustList,
    at: datetime,
    policy: CertRevTrustPolicy,
) -> None:
    context = ValidationContext(
        trust_roots=trust.authorities,
        other_certs=list(others),
        moment=at,
        allow_fetching=False,
        crls=trust.revoked,
        revinfo_policy=policy,
    )
    validator = CertificateValidator(certificate, validation_context=context)
    with ThreadPoolExecutor(1) as thread:  # whoever calls may have a loop of its own
        thread.submit(asyncio.run, validator.async_validate_path()).result()
