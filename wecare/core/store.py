"""The store of files: each is known, and named, by the SHA-256 of its bytes.

Nothing is ever overwritten: the same bytes are the same file.
"""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings

from wecare.core import clock
from wecare.core.digests import sha256
from wecare.core.errors import DomainError
from wecare.core.models import StoredFile

_MODE = 0o440
_BLOCK = 1024 * 1024  # bytes


class FileLost(DomainError):
    """The store does not hold the bytes it should."""

    http_status = 500


def put(content: bytes, *, media_type: str) -> StoredFile:
    """Keep the bytes; the file is on the disk before its record exists."""
    digest = sha256(content)
    _write(_path(digest), content)
    stored, _created = StoredFile.objects.get_or_create(
        digest=digest,
        defaults={"size": len(content), "media_type": media_type, "created_at": clock.now()},
    )
    return stored


def keep(path: Path, *, media_type: str) -> StoredFile:
    """Keep a file that already lies on the disk, never whole in memory; where it lay it stays."""
    digest, size = digest_of(path)
    _copy(_path(digest), path)
    stored, _created = StoredFile.objects.get_or_create(
        digest=digest,
        defaults={"size": size, "media_type": media_type, "created_at": clock.now()},
    )
    return stored


def digest_of(path: Path) -> tuple[str, int]:
    """The SHA-256 of a file and its size in bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()


def read(stored: StoredFile) -> bytes:
    """The bytes of the file.

    :raises FileLost: if they are missing or are not the ones that were kept.
    """
    try:
        content = path_of(stored).read_bytes()
    except FileNotFoundError as problem:
        raise FileLost(f"Il file {stored.digest} non è nell'archivio.") from problem
    if sha256(content) != stored.digest:
        raise FileLost(f"Il file {stored.digest} non è più quello conservato.")
    return content


def path_of(stored: StoredFile) -> Path:
    """Where the file lies."""
    return _path(stored.digest)


def verify() -> list[str]:
    """What is wrong in the store, in sentences: files missing, of another size, of other bytes."""
    problems = []
    for stored in StoredFile.objects.order_by("digest").iterator(chunk_size=2000):
        try:
            size = len(read(stored))
        except FileLost as problem:
            problems.append(str(problem))
            continue
        if size != stored.size:
            problems.append(f"File {stored.digest} has {size} bytes and not {stored.size}.")
    return problems


def _path(digest: str) -> Path:
    return Path(settings.FILE_STORE) / digest[:2] / digest[2:]


def _write(path: Path, content: bytes) -> None:
    if path.exists() and sha256(path.read_bytes()) == path.parent.name + path.name:
        return
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_MODE)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_directory(path.parent)
    _sync_directory(path.parent.parent)


def _copy(path: Path, origin: Path) -> None:
    if path.exists() and digest_of(path)[0] == path.parent.name + path.name:
        return
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file, origin.open("rb") as source:
            shutil.copyfileobj(source, file, _BLOCK)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_MODE)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_directory(path.parent)
    _sync_directory(path.parent.parent)


def _sync_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
