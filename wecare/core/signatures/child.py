"""The process that verifies one signed file and ends: no Django, no network, little memory and time.

It reads one JSON object from standard input and writes the report, as JSON, to standard output. What
a hostile file can break is this process and no more.
"""

import base64
import json
import logging
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from wecare.core import bounds


def main() -> int:
    """Verify the file that standard input describes."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # a library that prints does not spoil the answer
    bounds.take_on(bounds.arguments(), writes=True, spare_seconds=0)
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


if __name__ == "__main__":
    sys.exit(main())
