"""Parts of a document that is being printed, kept until it is whole: a worker that dies loses one part."""

import re
import shutil
import time
from pathlib import Path

from django.conf import settings

FORGOTTEN = 2 * 24 * 3600  # seconds after which a part that nobody came back for is thrown away
_NAME = re.compile(r"[0-9]{4}-[0-9a-f]{64}")


class Folder:
    """The parts of one document, as files beside those of the store; a name is used for one content."""

    def __init__(self, document: int) -> None:
        self._folder = _root() / str(int(document))

    def get(self, name: str) -> bytes | None:
        """The part of this name, if it is there."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, name: str, content: bytes) -> None:
        """Keep a part: it is there whole, or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(name)
        partial = path.with_suffix(f".{time.monotonic_ns()}")
        partial.write_bytes(content)
        partial.rename(path)

    def clear(self) -> None:
        """Throw the parts away: the document is whole, or was given up."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} does not name a part")
        return self._folder / name


def tidy() -> int:
    """Throw away what was left by documents that were never printed; tells how many those were."""
    oldest, gone = time.time() - FORGOTTEN, 0
    for folder in _root().glob("[0-9]*"):
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)
            gone += 1
    return gone


def _root() -> Path:
    return Path(settings.FILE_STORE) / ".printing"
