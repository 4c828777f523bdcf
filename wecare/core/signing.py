"""Verifying signed files within bounds, against the trust list of the settings."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from wecare.core.digests import sha256
from wecare.core.errors import DomainError
from wecare.core.signatures.facts import REPORT_FORMAT, Problem
from wecare.core.signatures.trust import digest_of

_BUSY = 2  # times the seconds of work, where others work too
_START_SECONDS = 5
_log = structlog.get_logger()
_PASSED_ON = (
    "PATH",
    "LD_LIBRARY_PATH",
    "HOME",
    "TMPDIR",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPYCACHEPREFIX",
)


class VerifierBroken(DomainError):
    """The verification itself does not work here; no file is at fault. The log has the reason."""

    http_status = 503


def trust_folder() -> Path | None:
    """Where the trusted authorities are; none until an administrator says where."""
    return Path(settings.SIGNATURE_TRUST) if settings.SIGNATURE_TRUST else None


def trust_digest() -> str:
    """The SHA-256 of the trust list now; blank where there is none."""
    return digest_of(trust_folder())


def verify_file(
    content: bytes, *, original: bytes, signers: Collection[str], at: datetime
) -> dict[str, Any]:
    """The report (`signatures.facts.Report.plain`) on a file that should be `original`, signed.

    It takes about a second and runs in a process of its own: call it outside transactions. A file
    that asks for too much time or memory is refused as `too_hard`.

    :raises VerifierBroken: if the trust list cannot be read, or the process cannot run.
    """
    request = {
        "content": base64.b64encode(content).decode(),
        "original": base64.b64encode(original).decode(),
        "signers": sorted(signers),
        "at": at.isoformat(),
        "trust": settings.SIGNATURE_TRUST,
    }
    answer = _run(json.dumps(request).encode())
    if answer is None:
        return _too_hard(content, original, at)
    report: dict[str, Any] = json.loads(answer)
    return report


def _run(request: bytes) -> bytes | None:
    """What the process answers; nothing if it was stopped at a bound."""
    try:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "wecare.core.signatures.child",
                f"--seconds={settings.SIGNATURE_SECONDS}",
                f"--memory={settings.SIGNATURE_MEMORY_BYTES}",
                f"--parent={os.getpid()}",
            ],
            input=request,
            capture_output=True,
            cwd=settings.BASE_DIR,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            timeout=_BUSY * settings.SIGNATURE_SECONDS + _START_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:  # no file can sleep: the machine is too busy
        raise _broken(str(problem)) from problem
    if done.returncode == 0:
        return done.stdout
    reason = done.stderr[-2000:].decode(errors="replace").strip()
    if done.returncode < 0 or reason.endswith("MemoryError"):
        return None
    raise _broken(reason.rpartition("\n")[2])


def _broken(reason: str) -> VerifierBroken:
    _log.error("Unable to verify signatures", reason=reason)
    return VerifierBroken(
        _(
            "In questo momento il controllo delle firme non funziona: il file non è stato "
            "giudicato e non dipende da te. Riprova tra qualche minuto o scrivi all'assistenza."
        )
    )


def _too_hard(content: bytes, original: bytes, at: datetime) -> dict[str, Any]:
    return {
        "format": REPORT_FORMAT,
        "at": at.isoformat(),
        "file": sha256(content),
        "original": sha256(original),
        "trust": trust_digest(),
        "form": "",
        "layers": 0,
        "signatures": [],
        "problem": Problem.TOO_HARD.value,
        "values": {},
    }
