"""The process that looks into one uploaded file and ends: no Django, little memory, little time.

Its arguments are the file, the name it bears and the bounds. It writes one line: the media type and
exit 0, or what was found, `code|detail`, and exit 1.
"""

import argparse
import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1


def main() -> int:
    """Say what the file is."""
    given = _arguments()
    _bound(given)
    from wecare.core import inspection  # noqa: PLC0415 -- the limits are set before anything is loaded

    try:
        with Path(given.file).open("rb") as source:
            print(inspection.media_type(source, filename=given.name))  # noqa: T201 -- the answer
    except inspection.Unacceptable as found:
        print(found)  # noqa: T201 -- the answer
        return 1
    except MemoryError:
        print("heavy|")  # noqa: T201 -- the answer
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--file", required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--seconds", type=int, required=True)
    parser.add_argument("--memory", type=int, required=True)
    parser.add_argument("--parent", type=int, required=True)
    return parser.parse_args()


def _bound(limits: argparse.Namespace) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != limits.parent:
        sys.exit(1)  # whoever asked is gone already
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 5))


if __name__ == "__main__":
    sys.exit(main())
