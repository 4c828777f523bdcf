"""The process that draws one page of an uploaded PDF and ends: no Django, little memory, little time.

It writes how many pages there are and, from the second line on, the page as PNG; exit 0. What cannot
be drawn is exit 1. A signed envelope (.p7m) is opened first.
"""

import argparse
import ctypes
import io
import os
import resource
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_TALLEST = 4  # times as tall as wide: taller pages are drawn smaller


def main() -> int:
    """Draw the page that the arguments name; page 0 only counts."""
    given = _arguments()
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints does not spoil the picture
    _bound(given)
    import pypdfium2  # noqa: PLC0415 -- the limits are set before anything is loaded

    from wecare.core import inspection  # noqa: PLC0415 -- as above

    try:
        content = inspection.unwrapped(Path(given.file).read_bytes())
        document = pypdfium2.PdfDocument(content)
        output.write(b"%d\n" % len(document))
        if given.page:
            output.write(_drawn(document[given.page - 1], given.width))
    except (inspection.Unacceptable, pypdfium2.PdfiumError, MemoryError, IndexError, ValueError):
        return 1
    output.close()
    return 0


def _drawn(page: object, width: int) -> bytes:
    wide, high = page.get_size()  # type: ignore[attr-defined]
    scale = width / max(wide, high / _TALLEST, 1)
    picture = io.BytesIO()
    page.render(scale=scale).to_pil().save(picture, "PNG")  # type: ignore[attr-defined]
    return picture.getvalue()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for name in ("page", "width", "seconds", "memory", "parent"):
        parser.add_argument(f"--{name}", type=int, required=True)
    parser.add_argument("--file", required=True)
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
