"""The process that verifies one signed file and ends: no Django, no network, little memory and time.

It reads one JSON object from standard input and writes the report, as JSON, to standard output. What
a hostile file can break is this process and no more.
"""

import argparse
import base64
import ctypes
import json
import logging
import os
import resource
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1


def main() -> int:
    """Verify the file that standard input describes."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # a library that prints does not spoil the answer
    _bound(_arguments())
    logging.disable()
    json.dump(report_of(json.load(sys.stdin)), output)
    output.close()
    return 0


def report_of(request: dict[str, Any]) -> dict[str, Any]:
    """The report on the request's file, as plain values."""
    from wecare.core.signatures.trust import load  # noqa: PLC0415 -- the limits are set before
    from wecare.core.signatures.verify import verify  # noqa: PLC0415 -- the same

    return verify(
        base64.b64decode(request["content"]),
        original=base64.b64decode(request["original"]),
        signers=frozenset(request["signers"]),
        at=datetime.fromisoformat(request["at"]),
        trust=load(Path(request["trust"]) if request["trust"] else None),
    ).plain()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for name in ("seconds", "memory", "parent"):
        parser.add_argument(f"--{name}", type=int, required=True)
    return parser.parse_args()


def _bound(limits: argparse.Namespace) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != limits.parent:  # it died before we asked to die with it
        sys.exit(1)


if __name__ == "__main__":
    sys.exit(main())
