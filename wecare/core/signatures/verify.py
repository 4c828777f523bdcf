"""Whether a file is this document, signed by one of these people, at this instant."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from asn1crypto import x509
from pyhanko.sign.general import CMSExtractionError, CMSStructuralError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko_certvalidator.errors import DisallowedAlgorithmError

from wecare.core.signatures import certificates
from wecare.core.signatures.facts import Check, Outcome, Problem, Refused, Report, Signature
from wecare.core.signatures.reading import Raw, claimed_instants, read
from wecare.core.signatures.trust import TrustList

STRONG = frozenset({"sha256", "sha384", "sha512"})
LEAST_RSA_BITS = 2048  # ETSI TS 119 312
_KEYS = {"rsassa_pkcs1v15": "RSA", "rsassa_pss": "RSA-PSS", "ecdsa": "ECDSA"}
_UNREADABLE = (
    ValueError,
    TypeError,
    KeyError,
    OverflowError,
    NotImplementedError,
    CMSExtractionError,
    CMSStructuralError,
)


def verify(
    content: bytes, *, original: bytes, signers: Collection[str], at: datetime, trust: TrustList
) -> Report:
    """Verify the file at the instant: every signature holds, and one at least is of a signer.

    `signers` are fiscal codes. What is wrong is in the report; nothing is raised.
    """
    report = _begin(content, original, at=at, trust=trust)
    signatures: list[Signature] = []
    try:
        found = read(content, original=original)
        report = replace(report, form=found.form, layers=found.layers)
        for raw in found.signatures:
            _verify_one(raw, signatures, at=at, trust=trust)
        _check_person(signatures, frozenset(signers))
    except Refused as refusal:
        report = replace(report, problem=refusal.problem, values=refusal.values)
    except RecursionError:
        report = replace(report, problem=Problem.TOO_HARD)
    return replace(report, signatures=tuple(signatures))


def integrity(content: bytes, *, original: bytes) -> list[str]:
    """The hexadecimal serials of the certificates whose signatures hold, whatever they are worth.

    :raises Refused: if the file cannot be read, is not `original`, or a signature does not hold.
    """
    serials = []
    for raw in read(content, original=original).signatures:
        if raw.certificate is None:
            raise Refused(Problem.NO_CERTIFICATE)
        _check_integrity(raw, raw.certificate)
        serials.append(_serial(raw.certificate))
    return serials


def _begin(content: bytes, original: bytes, *, at: datetime, trust: TrustList) -> Report:
    return Report(
        at=at.astimezone(UTC),
        file_digest=hashlib.sha256(content).hexdigest(),
        original_digest=hashlib.sha256(original).hexdigest(),
        trust_digest=trust.digest,
    )


def _verify_one(raw: Raw, signatures: list[Signature], *, at: datetime, trust: TrustList) -> None:
    """Run the checks in order and keep the signature as far as one came.

    :raises Refused: with the first check that fails.
    """
    signature = _described(raw)
    if raw.certificate is None:
        signatures.append(signature)
        raise Refused(Problem.NO_CERTIFICATE)
    try:
        for check, look in _checks(raw, raw.certificate, at=at, trust=trust):
            signature = signature.checked(check, Outcome.FAILED)  # unless it ends well
            signature = signature.checked(check, look() or Outcome.OK)
    except Refused as refusal:
        refusal.values.setdefault("signer", signature.signer)
        raise
    except _UNREADABLE as problem:
        raise Refused(Problem.UNREADABLE) from problem
    finally:
        signatures.append(signature)


def _checks(
    raw: Raw, certificate: x509.Certificate, *, at: datetime, trust: TrustList
) -> tuple[tuple[Check, Callable[[], Outcome | None]], ...]:
    path: dict[str, Any] = {"others": raw.others, "trust": trust, "at": at}
    return (
        (Check.ALGORITHM, partial(_check_algorithm, raw, certificate)),
        (Check.INTEGRITY, partial(_check_integrity, raw, certificate)),
        (Check.USAGE, partial(certificates.check_usage, certificate)),
        (Check.VALIDITY, partial(certificates.check_validity, certificate, at=at)),
        (Check.CHAIN, partial(certificates.check_chain, certificate, **path)),
        (Check.REVOCATION, partial(certificates.check_revocation, certificate, **path)),
    )


def _described(raw: Raw) -> Signature:
    try:
        claimed = next(claimed_instants(raw.info), None)
        algorithm = _algorithm(raw)
        if raw.certificate is None:
            return Signature(signer="", algorithm=algorithm, claimed_at=claimed)
        return Signature(
            signer=certificates.name_of(raw.certificate.subject),
            fiscal_code=certificates.fiscal_code_of(raw.certificate),
            issuer=certificates.name_of(raw.certificate.issuer),
            serial=_serial(raw.certificate),
            algorithm=algorithm,
            claimed_at=claimed,
            not_before=raw.certificate.not_valid_before,
            not_after=raw.certificate.not_valid_after,
        )
    except _UNREADABLE as problem:
        raise Refused(Problem.UNREADABLE) from problem


def _algorithm(raw: Raw) -> str:
    """Key and digest as people know them: RSA, SHA-256."""
    key = str(raw.info["signature_algorithm"].signature_algo)
    return f"{_KEYS.get(key, key)}, {raw.digest_name.upper().replace('SHA', 'SHA-')}"


def _serial(certificate: x509.Certificate) -> str:
    return f"{certificate.serial_number:x}"


def _check_algorithm(raw: Raw, certificate: x509.Certificate) -> None:
    key = certificate.public_key
    short = key.algorithm == "rsa" and key.bit_size < LEAST_RSA_BITS
    if raw.digest_name not in STRONG or short:
        used = f"{key.algorithm} {key.bit_size}" if short else raw.digest_name
        raise Refused(Problem.WEAK, algorithm=used)


def _check_integrity(raw: Raw, certificate: x509.Certificate) -> None:
    try:
        intact, valid = validate_sig_integrity(raw.info, certificate, raw.content_type, raw.digest)
    except (SignatureValidationError, DisallowedAlgorithmError, *_UNREADABLE) as problem:
        raise Refused(Problem.BROKEN) from problem
    if not (intact and valid):
        raise Refused(Problem.BROKEN)


def _check_person(signatures: list[Signature], signers: frozenset[str]) -> None:
    """One signature at least is of somebody who may sign.

    :raises Refused: naming who signed instead.
    """
    for index, each in enumerate(signatures):
        may = each.fiscal_code in signers
        signatures[index] = each.checked(Check.PERSON, Outcome.OK if may else Outcome.FAILED)
    if any(each.fiscal_code in signers for each in signatures):
        return
    named = [each for each in signatures if each.fiscal_code]
    if not named:
        raise Refused(Problem.NO_FISCAL_CODE, signer=signatures[0].signer)
    who = ", ".join(f"{each.signer} ({each.fiscal_code})" for each in named)
    raise Refused(Problem.OTHER_PERSON, signers=who)
