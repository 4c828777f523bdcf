"""Where things are kept, and how to tell whether they have changed since last time."""

import contextlib
import hashlib
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NATIVE = ROOT / ".native"
RUN = ROOT / ".run"
CACHE = ROOT / ".cache"
REQUIREMENTS = ROOT / "requirements"
Command = list[str | Path]
APPS = ("wecare", "calls", "applicants", "evaluation", "funding")


class LaunchError(Exception):
    """Something is missing on this machine; the message says what, and what to do about it."""


def say(sentence: str) -> None:
    print(sentence, flush=True)


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Say what is being done, then how long it took; short steps stay silent."""
    started = time.monotonic()
    yield
    seconds = time.monotonic() - started
    if seconds > 0.2:  # noqa: PLR2004 -- below this nobody waits
        say(f"  {title:<58} {seconds:5.1f} s")


def digest_of(paths: Iterable[Path]) -> str:
    """One digest of the names and contents of files; folders count with all they hold."""
    total = hashlib.sha256()
    for path in sorted(_files(paths)):
        total.update(str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path).encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = [name for name in folders if name != "__pycache__"]
                yield from (Path(folder) / name for name in names if not name.endswith(".pyc"))
        elif path.is_file():
            yield path


def is_fresh(stamp: Path, digest: str) -> bool:
    try:
        return stamp.read_text() == digest
    except OSError:
        return False


def set_stamp(stamp: Path, digest: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    partial = stamp.with_name(f"{stamp.name}.{os.getpid()}")
    partial.write_text(digest)
    partial.replace(stamp)


def fingerprint() -> str:
    """Twelve characters that tell this copy of the project from others on the same machine."""
    return hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]


def is_root() -> bool:
    return os.geteuid() == 0


def private_folder(path: Path) -> Path:
    """A folder only its owner can enter.

    :raises LaunchError: if someone else owns it already.
    """
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.is_symlink() or (path.stat().st_uid != os.geteuid() and not is_root()):
        raise LaunchError(f"{path} belongs to someone else: remove it or choose another TMPDIR.")
    path.chmod(0o700)
    return path


def socket_folder(preferred: Path, socket_name: str) -> Path:
    """`preferred` if its sockets fit in the kernel's 107 bytes and in an address, else one in /tmp."""
    path = str(preferred / socket_name)
    if len(path) <= 107 and re.fullmatch(r"[\w/.+-]+", path, re.ASCII):  # noqa: PLR2004 -- sockaddr_un
        return private_folder(preferred)
    short = f"wecare-{os.geteuid()}-{fingerprint()}-{preferred.name}"
    return private_folder(Path("/tmp") / short)  # noqa: S108 -- checked to be ours and 0700


def stop_with(sentence: str) -> int:
    print(f"\n{sentence}", file=sys.stderr, flush=True)
    return 1
