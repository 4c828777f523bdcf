"""The process that looks into one uploaded file and ends: no Django, little memory, little time.

Its arguments are the file, the name it bears and the bounds. It writes one line: the media type and
exit 0, or what was found, `code|detail`, and exit 1.
"""

import sys
from pathlib import Path

from wecare.core import bounds


def main() -> int:
    """Say what the file is."""
    given = bounds.arguments(texts=("file", "name"))
    bounds.take_on(given, writes=False)
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


if __name__ == "__main__":
    sys.exit(main())
