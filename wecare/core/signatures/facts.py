"""What the verification of a signed file finds: facts, which others put into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

REPORT_FORMAT = 1


class Form(StrEnum):
    """How a file bears its signatures."""

    PADES = "pades"  # inside the PDF: ETSI EN 319 142-1
    CADES = "cades"  # around the file: ETSI EN 319 122-1


class Check(StrEnum):
    """One thing that is looked at in a signature, in the order in which it is."""

    ALGORITHM = "algorithm"
    INTEGRITY = "integrity"
    USAGE = "usage"
    VALIDITY = "validity"
    CHAIN = "chain"
    REVOCATION = "revocation"
    PERSON = "person"


class Outcome(StrEnum):
    """How a check ended; what could not be looked at is told, and is not a failure."""

    OK = "ok"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"


class Problem(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    NOT_SIGNED_KIND = "not_signed_kind"
    UNREADABLE = "unreadable"
    TOO_NESTED = "too_nested"
    TOO_MANY = "too_many"
    TOO_HARD = "too_hard"
    UNSIGNED = "unsigned"
    DETACHED = "detached"
    OTHER_CONTENT = "other_content"
    CHANGED_BEFORE = "changed_before"
    CHANGED_AFTER = "changed_after"
    WEAK = "weak"
    BROKEN = "broken"
    NO_CERTIFICATE = "no_certificate"
    NOT_FOR_SIGNING = "not_for_signing"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    NO_TRUST_LIST = "no_trust_list"
    UNKNOWN_ISSUER = "unknown_issuer"
    REVOKED = "revoked"
    NO_FISCAL_CODE = "no_fiscal_code"
    OTHER_PERSON = "other_person"


class Refused(Exception):
    """The file cannot be accepted; carries the problem and the values that its sentence names."""

    def __init__(self, problem: Problem, **values: Any) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.values = values


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature; `claimed_at` is what the signer's computer says and proves nothing.

    `serial` is hexadecimal, `fiscal_code` blank where the certificate has none.
    """

    signer: str
    fiscal_code: str = ""
    issuer: str = ""
    serial: str = ""
    algorithm: str = ""
    claimed_at: datetime | None = None
    not_before: datetime | None = None
    not_after: datetime | None = None
    checks: Mapping[Check, Outcome] = field(default_factory=dict)

    def checked(self, check: Check, outcome: Outcome) -> "Signature":
        """The same, with the outcome of one more check."""
        return replace(self, checks={**self.checks, check: outcome})


@dataclass(frozen=True, slots=True)
class Report:
    """The verification of one file at one instant, against one trust list.

    Digests are SHA-256: of the file, of the document that had to be signed, of the trust list. With
    a `problem` the file is refused, and `values` are those that its sentence names.
    """

    at: datetime
    file_digest: str
    original_digest: str
    trust_digest: str = ""
    form: Form | None = None
    layers: int = 0
    signatures: tuple[Signature, ...] = ()
    problem: Problem | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        """Whether nothing is wrong."""
        return self.problem is None

    def plain(self) -> dict[str, Any]:
        """The report as JSON keeps it."""
        return {
            "format": REPORT_FORMAT,
            "at": self.at.isoformat(),
            "file": self.file_digest,
            "original": self.original_digest,
            "trust": self.trust_digest,
            "form": self.form.value if self.form else "",
            "layers": self.layers,
            "signatures": [_plain(each) for each in self.signatures],
            "problem": self.problem.value if self.problem else "",
            "values": dict(self.values),
        }


def _plain(signature: Signature) -> dict[str, Any]:
    return {
        "signer": signature.signer,
        "fiscal_code": signature.fiscal_code,
        "issuer": signature.issuer,
        "serial": signature.serial,
        "algorithm": signature.algorithm,
        "claimed_at": _instant(signature.claimed_at),
        "not_before": _instant(signature.not_before),
        "not_after": _instant(signature.not_after),
        "checks": {check.value: outcome.value for check, outcome in signature.checks.items()},
    }


def _instant(instant: datetime | None) -> str:
    return instant.isoformat() if instant else ""
