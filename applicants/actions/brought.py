"""Files that come with something written: looked at before the transaction, kept within it."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from applicants.actions.attachments import SCAN
from wecare.core import parts, scanning, store
from wecare.core.errors import DomainError
from wecare.core.models import StoredFile
from wecare.core.uploads import UploadRefused, check_size, clean_filename, media_type_of_file


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it was uploaded: its name, and where it lies on the disk for now."""

    filename: str
    path: Path


@contextmanager
def brought(owner: Iterable[str], uploads: Iterable[UploadedFile]) -> Iterator[list[Brought]]:
    """The files as they arrived, on the disk until the block ends, never whole in memory."""
    owner = list(owner)
    with ExitStack() as held:
        yield [
            Brought(each.name or "", held.enter_context(parts.whole(owner, each.chunks())))
            for each in uploads
        ]


@dataclass(frozen=True, slots=True)
class Looked:
    """The name as it is kept, the file, and what it holds."""

    filename: str
    path: Path
    media_type: str


def looked_at(brought: Brought, refusal: type[DomainError]) -> Looked:
    """Have a child look at what it holds.

    :raises DomainError: of the kind `refusal`, naming the file and why it is not acceptable.
    """
    try:
        check_size(brought.path.stat().st_size)
        name = clean_filename(brought.filename)
        return Looked(name, brought.path, media_type_of_file(brought.path, filename=name))
    except UploadRefused as problem:
        raise refusal(f"{brought.filename}: {problem}") from problem


def kept(looked: Looked) -> StoredFile:
    """Keep it, and have the scanner look at it after the commit.

    :raises FileInfected: if the scanner has found something in the same bytes.
    """
    stored = store.keep(looked.path, media_type=looked.media_type)
    scanning.ask(stored, task=SCAN)
    return stored
