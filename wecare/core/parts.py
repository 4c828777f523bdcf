"""Files that arrive in parts: each waits on the disk, beside the store, until the last byte is there.

A file is known by whose it is, where it goes, its name, size and last change, so whoever offers the
same file again goes on from where it stopped. The offset is the size of what waits: nothing else is
remembered. The idea is that of tus (https://tus.io/protocols/resumable-upload): ask for the offset,
then send from there.
"""

import fcntl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from wecare.core.digests import digest
from wecare.core.errors import DomainError

KEPT_SECONDS = 24 * 3600  # of a file that nobody goes on with
MOST_WAITING = 12  # files of one owner; the one untouched for longest makes room
_BLOCK = 64 * 1024  # bytes


class OffsetWrong(DomainError):
    """What was sent does not begin where the file ends; carries where it ends."""

    def __init__(self, sentence: str, *, offset: int) -> None:
        super().__init__(sentence)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Part:
    """A file under way: `owner` is a folder of its own, `size` the bytes it will have."""

    owner: str
    key: str
    size: int

    @property
    def path(self) -> Path:
        return _root() / self.owner / self.key

    @property
    def offset(self) -> int:
        """How many bytes are here."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0


def part(*, owner: Iterable[str], place: Iterable[str], size: int) -> Part:
    """The file that this owner sends to this place; the same words, the same file."""
    return Part(owner=digest(list(owner))[:32], key=digest([*place, size])[:32], size=size)


def receive(part: Part, *, offset: int, read: Callable[[int], bytes]) -> int:
    """Write what `read` gives from `offset` on, one block at a time; tells the new offset.

    What arrived before the line broke is kept. More bytes than the file has are not read.

    :raises OffsetWrong: if the file ends elsewhere, or somebody else is writing it.
    """
    _make_room(part)
    with _held(part) as file:
        here = file.seek(0, 2)
        if here != offset:
            raise _wrong(here)
        allowed = min(part.size - here, settings.UPLOAD_CHUNK_BYTES)
        try:
            while allowed and (block := read(min(_BLOCK, allowed))):
                file.write(block)
                allowed -= len(block)
        except OSError:  # the line broke: Django's UnreadablePostError is one
            file.flush()
            raise
        return file.tell()


@contextmanager
def finished(part: Part) -> Iterator[Path]:
    """The whole file, held from whoever else would write it, and forgotten afterwards.

    It is forgotten also when it is refused: what is wrong with it would be wrong again.

    :raises OffsetWrong: if it is not whole, or somebody else holds it.
    """
    with _held(part) as file:
        here = file.seek(0, 2)
        if here != part.size:
            raise _wrong(here)
        try:
            yield part.path
        finally:
            part.path.unlink(missing_ok=True)


@contextmanager
def whole(owner: Iterable[str], chunks: Iterable[bytes]) -> Iterator[Path]:
    """A file that arrives at once, on the disk while it is looked at."""
    folder = _root() / digest(list(owner))[:32]
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    path = folder / f"whole-{time.monotonic_ns()}"
    try:
        with path.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
        yield path
    finally:
        path.unlink(missing_ok=True)


def sweep() -> int:
    """Take away what nobody went on with for a day; tells how many files that were."""
    swept = 0
    for path in _root().glob("*/*"):
        if _age(path) > KEPT_SECONDS:
            path.unlink(missing_ok=True)
            swept += 1
    return swept


@contextmanager
def _held(part: Part) -> Iterator[IO[bytes]]:
    part.path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    with part.path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise _wrong(part.offset) from held
        yield file


def _make_room(part: Part) -> None:
    others = [each for each in part.path.parent.glob("*") if each != part.path]
    for path in sorted(others, key=_age)[MOST_WAITING - 1 :]:
        path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    """Seconds since it was written to, by the clock of the disk's machine."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _wrong(offset: int) -> OffsetWrong:
    return OffsetWrong(
        _("Un'altra parte di questo file è già arrivata: si continua da %(offset)s byte.")
        % {"offset": offset},
        offset=offset,
    )


def _root() -> Path:
    return Path(settings.FILE_STORE) / ".parts"
