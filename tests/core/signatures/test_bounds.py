"""Hostile files: a sentence in bounded time and memory, and the portal goes on."""

import io
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.factories.applicants import a_pdf
from tests.factories.signing import FISCAL_CODE, Authority, cades, pades
from wecare.core import checks, signing

AT = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
CA = Authority()
ORIGINAL = a_pdf()
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")


@pytest.fixture
def trusted(settings: Any, tmp_path: Path) -> Path:
    settings.SIGNATURE_TRUST = str(CA.write(tmp_path, at=AT))
    return tmp_path


def report_on(content: bytes) -> dict[str, Any]:
    return signing.verify_file(content, original=ORIGINAL, signers={FISCAL_CODE}, at=AT)


def deep_envelope() -> bytes:
    """A hundred thousand open sequences one in the other."""
    return b"\x30\x80" + SIGNED_DATA + b"\xa0\x80" + b"\x30\x80" * 100_000


def deep_octets() -> bytes:
    """An open octet string of open octet strings, where the content should be."""
    data = bytes.fromhex("06092a864886f70d010701")
    opened = b"\x24\x80" * 100_000 + b"\x00\x00" * 100_000
    signed = b"\x30\x80\x02\x01\x01\x31\x00\x30\x80" + data + b"\xa0\x80" + opened
    return (
        b"\x30\x80"
        + SIGNED_DATA
        + b"\xa0\x80"
        + signed
        + b"\x00\x00" * 2
        + b"\x31\x00"
        + b"\x00" * 6
    )


def bomb() -> bytes:
    """A PDF whose table of objects unpacks to more than a gigabyte."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1024**2)) for _megabyte in range(1200)) + packer.flush()
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    at = out.tell()
    out.write(b"1 0 obj <</Type/XRef/Size 100000000/W[1 4 2]/Root 2 0 R/Filter/FlateDecode/Length ")
    out.write(f"{len(packed)}>> stream\n".encode() + packed + b"\nendstream endobj\n")
    out.write(f"startxref\n{at}\n%%EOF\n".encode())
    return out.getvalue()


def deep_pdf() -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj "
        + b"[" * 1_000_000
        + b"\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
    )


@pytest.mark.parametrize("make", [deep_envelope, deep_octets, bomb, deep_pdf])
def test_a_hostile_file_is_refused_in_bounded_time(
    make: Callable[[], bytes], trusted: Path, settings: Any
) -> None:
    settings.SIGNATURE_SECONDS = 8
    content = make()
    started = time.monotonic()

    report = report_on(content)

    assert report["problem"] in {"too_hard", "unreadable"}
    assert time.monotonic() - started < 2 * settings.SIGNATURE_SECONDS + 10


def test_a_verification_that_takes_too_long_is_stopped(trusted: Path, settings: Any) -> None:
    settings.SIGNATURE_SECONDS = 0

    assert report_on(pades(ORIGINAL, CA.issue()))["problem"] == "too_hard"


@pytest.mark.parametrize("sign", [pades, cades])
def test_a_good_file_passes_through_the_process(sign: Callable, trusted: Path) -> None:
    report = report_on(sign(ORIGINAL, CA.issue()))

    assert (report["problem"], report["trust"]) == ("", signing.trust_digest())
    assert report["signatures"][0]["fiscal_code"] == FISCAL_CODE


def test_a_machine_that_is_too_busy_does_not_judge_the_file(
    trusted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "_BUSY", 0)
    monkeypatch.setattr(signing, "_START_SECONDS", 0.01)

    with pytest.raises(signing.VerifierBroken, match="il file non è stato giudicato"):
        report_on(pades(ORIGINAL, CA.issue()))


def test_a_large_file_passes_too(trusted: Path) -> None:
    original = ORIGINAL + b"%" + b"x" * (19 * 1024**2)

    report = signing.verify_file(
        cades(original, CA.issue()), original=original, signers={FISCAL_CODE}, at=AT
    )

    assert report["problem"] == ""


def test_a_broken_trust_list_is_not_the_file_s_fault(trusted: Path) -> None:
    (trusted / "rotto.pem").write_bytes(b"no")

    with pytest.raises(signing.VerifierBroken, match="non dipende da te"):
        report_on(pades(ORIGINAL, CA.issue()))


def test_the_system_check_says_what_the_trust_list_lacks(
    trusted: Path, settings: Any, tmp_path: Path
) -> None:
    assert checks.trusted_authorities() == []

    (trusted / "rotto.crl").write_bytes(b"no")
    assert [each.id for each in checks.trusted_authorities()] == ["core.E002"]

    settings.SIGNATURE_TRUST = ""
    assert [each.id for each in checks.trusted_authorities()] == ["core.I001"]

    settings.SIGNATURE_TRUST = str(tmp_path / "none")
    assert [each.id for each in checks.trusted_authorities()] == ["core.I001"]
