r"""Whoever looks for viruses: `clamd` over its socket, or nobody.

Of clamd the command INSTREAM alone is spoken (clamd(8)): ``zINSTREAM\0``, then chunks, each with its
length in four bytes in network order, then a length of zero; the answer is ``stream: OK`` or
``stream: NAME FOUND``.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_BLOCK = 64 * 1024  # bytes
_LONGEST_ANSWER = 4096  # bytes


class ScannerAway(Exception):
    """The scanner does not answer, or not with what it should: nothing is known of the file."""


class Scanner(Protocol):
    """Looks into one file at a time."""

    def scan(self, path: Path) -> str:
        """The name of what was found; nothing where the file is clean.

        :raises ScannerAway: if nothing can be said of it now.
        """
        ...

    def ping(self) -> None:
        """Return where it answers.

        :raises ScannerAway: where it does not.
        """
        ...


class Clamd:
    """The daemon of ClamAV at ``host:port`` or at the path of a socket."""

    def __init__(self, address: str, seconds: float) -> None:
        self._address = address
        self._seconds = seconds

    def scan(self, path: Path) -> str:
        with self._line() as line, path.open("rb") as file:
            line.sendall(b"zINSTREAM\0")
            while block := file.read(_BLOCK):
                line.sendall(struct.pack("!I", len(block)) + block)
            line.sendall(struct.pack("!I", 0))
            answer = self._answer(line)
        if answer == "stream: OK":
            return ""
        name = answer.removeprefix("stream: ").removesuffix(" FOUND")
        if answer != f"stream: {name} FOUND" or not name:
            raise ScannerAway(f"It answered {answer[:100]!r}.")
        return name

    def ping(self) -> None:
        with self._line() as line:
            line.sendall(b"zPING\0")
            if (answer := self._answer(line)) != "PONG":
                raise ScannerAway(f"It answered {answer[:100]!r}.")

    @contextmanager
    def _line(self) -> Iterator[socket.socket]:
        try:
            if self._address.startswith("/"):
                line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                line.settimeout(self._seconds)
            else:
                host, _colon, port = self._address.rpartition(":")
                line = socket.create_connection((host, int(port)), timeout=self._seconds)
            with line:
                if self._address.startswith("/"):
                    line.connect(self._address)
                yield line
        except OSError as problem:
            raise ScannerAway(f"{type(problem).__name__}: {problem}") from problem

    def _answer(self, line: socket.socket) -> str:
        answer = b""
        while not answer.endswith(b"\0"):
            block = line.recv(_LONGEST_ANSWER - len(answer))
            if not block:
                raise ScannerAway(f"It stopped after {answer[:100]!r}.")
            answer += block
        return answer[:-1].decode(errors="replace").strip()


def scanner() -> Scanner | None:
    """The scanner of the settings, or none.

    :raises ImproperlyConfigured: if the setting names one that is not known.
    """
    match settings.SCANNER:
        case "none":
            return None
        case "clamd":
            return Clamd(settings.CLAMD_ADDRESS, settings.CLAMD_SECONDS)
    raise ImproperlyConfigured(f"SCANNER is “none” or “clamd”, not {settings.SCANNER!r}.")
