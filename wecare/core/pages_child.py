"""The process that draws one page of an uploaded PDF and ends: no Django, little memory, little time.

It writes how many pages there are and, from the second line on, the page as PNG; exit 0. What cannot
be drawn is exit 1. A signed envelope (.p7m) is opened first.
"""

import io
import os
import sys
from pathlib import Path

from wecare.core import bounds

_TALLEST = 4  # times as tall as wide: taller pages are drawn smaller


def main() -> int:
    """Draw the page that the arguments name; page 0 only counts."""
    given = bounds.arguments(texts=("file",), numbers=("page", "width"))
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints does not spoil the picture
    bounds.take_on(given, writes=False)
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


if __name__ == "__main__":
    sys.exit(main())
