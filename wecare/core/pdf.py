"""HTML to PDF/A-3a and PDF/UA-1, in a child process with bounds; equal input, equal bytes.

Nothing else asks WeasyPrint for a PDF. The child sees the HTML, the assets of `static/print`, our
fonts and `data:` addresses; it reaches no network and no other file. A crash or a hang there is a
`RenderFailed` here.
"""

import base64
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from wecare.core import pdf_parts
from wecare.core.digests import digest, sha256
from wecare.core.errors import DomainError

MAX_INPUT = 48 * 1024 * 1024  # bytes of HTML and attachments together
POLL_SECONDS = 2.0  # between two signs of life
_ASSETS = {"print": {".css", ".svg", ".png"}, "print-fonts": {".ttf"}}
_PASSED_ON = (
    "PATH",
    "LD_LIBRARY_PATH",
    "HOME",
    "XDG_CACHE_HOME",
    "TMPDIR",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPYCACHEPREFIX",
)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class RenderFailed(DomainError):
    """The PDF could not be composed; the message says why."""

    http_status = 500


@dataclass(frozen=True, slots=True)
class Attachment:
    """Data that travels inside the PDF."""

    name: str
    content: bytes
    description: str


class Shelf(Protocol):
    """Where the parts of a long document wait for the last one."""

    def get(self, name: str) -> bytes | None:
        """The part of this name, if it was composed before."""

    def put(self, name: str, content: bytes) -> None:
        """Keep a part."""

    def told(self, done: int, of: int) -> None:
        """So many parts of so many are composed."""


def render_pdf(
    html: str,
    *,
    title: str,
    language: str,
    attachments: Sequence[Attachment],
    identifier: str,
    instant: datetime = _EPOCH,
    on_wait: Callable[[], None] | None = None,
    shelf: Shelf | None = None,
) -> bytes:
    """The PDF of the HTML; `identifier` is a hexadecimal digest, `instant` the date it bears.

    `on_wait` is called every few seconds while a child works. A long document is composed in parts, each by
    a child of its own; those that lie on the `shelf` are not composed again.

    :raises RenderFailed: if the input is too large, or a child refuses, crashes or takes too long.
    """
    common = {
        "title": title,
        "language": language,
        "identifier": identifier,
        "instant": instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "assets": {name: str(path) for name, path in assets().items()},
        "attachments": [],
    }
    data = [
        {
            "name": each.name,
            "description": each.description,
            "content": base64.b64encode(each.content).decode(),
        }
        for each in attachments
    ]
    run = partial(_run_child, instant=instant, on_wait=on_wait)
    parts = pdf_parts.split(html)
    if len(parts) == 1:
        return run(_request({**common, "html": html, "attachments": data}))
    asked = [  # what is attached travels in the first part, and so in the whole
        _request({**common, "html": part, "attachments": [] if number else data})
        for number, part in enumerate(parts)
    ]
    alone = partial(_run_child, instant=instant, on_wait=None)
    composed = _composed(asked, alone, shelf=shelf, on_wait=on_wait)
    whole = {
        "html": html[: html.index("<body")],
        "parts": [base64.b64encode(part).decode() for part in composed],
    }
    return run(_request({**common, **whole}))


def _composed(
    asked: Sequence[bytes],
    run: Callable[[bytes], bytes],
    *,
    shelf: Shelf | None,
    on_wait: Callable[[], None] | None,
) -> list[bytes]:
    """The parts in order, a few at a time; shelf and waiting are this thread's alone."""
    said = _versions_said()
    names = [f"{number:04d}-{sha256(each + said)}" for number, each in enumerate(asked)]
    found = {name: shelf.get(name) if shelf else None for name in names}
    with ThreadPoolExecutor(max_workers=settings.PDF_PARTS_AT_ONCE) as threads:
        missing = [each for each in zip(names, asked, strict=True) if found[each[0]] is None]
        running = {threads.submit(run, request): name for name, request in missing}
        try:
            while running:
                done, _rest = wait(running, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
                broken = [future for future in done if future.exception() is not None]
                for future in (*(done - set(broken)), *broken):  # what is done is kept first
                    name = running.pop(future)
                    content = found[name] = future.result()
                    if shelf:
                        shelf.put(name, content)
                        shelf.told(len(names) - len(running), len(names))
                if on_wait is not None and not done:
                    on_wait()
        except BaseException:
            threads.shutdown(wait=True, cancel_futures=True)
            raise
    return [part for name in names if (part := found[name]) is not None]


def _request(asked: dict[str, Any]) -> bytes:
    request = json.dumps(asked).encode()
    if len(request) > MAX_INPUT:
        size, limit = len(request) // 1024**2, MAX_INPUT // 1024**2
        raise RenderFailed(
            _("Il documento pesa %(size)d MB, il massimo è %(limit)d MB.")
            % {"size": size, "limit": limit}
        )
    return request


def _versions_said() -> bytes:
    return json.dumps(versions(), sort_keys=True).encode()


def assets() -> dict[str, Path]:
    """The files a document may name, as `static:print/print.css`."""
    found = {}
    for folder, suffixes in _ASSETS.items():
        root = settings.PDF_FONTS.parent
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in suffixes and path.is_file():
                found[path.relative_to(root).as_posix()] = path
    return found


def fonts() -> list[Path]:
    """The font files that ship with the portal."""
    return sorted(Path(settings.PDF_FONTS).glob("*.ttf"))


def versions() -> dict[str, str]:
    """What the bytes of a PDF depend on beside its context and template."""
    return {
        "weasyprint": version("weasyprint"),
        "pikepdf": version("pikepdf"),
        "assets": digest({name: sha256(path.read_bytes()) for name, path in assets().items()}),
        "fonts": digest({path.name: sha256(path.read_bytes()) for path in fonts()}),
    }


def _run_child(request: bytes, *, instant: datetime, on_wait: Callable[[], None] | None) -> bytes:
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "wecare.core.pdf_child",
                f"--seconds={settings.PDF_SECONDS}",
                f"--memory={settings.PDF_MEMORY_BYTES}",
                f"--parent={os.getpid()}",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=settings.BASE_DIR,
            env=_environment(instant),
            start_new_session=True,
        )
        try:
            content = _wait(child, request, on_wait)
        finally:
            _kill(child)
        if child.returncode == 0 and content.startswith(b"%PDF-"):
            return content
        errors.seek(0)
        raise RenderFailed(
            _reason(child.returncode, errors.read()[-4000:].decode(errors="replace"))
        )


def _environment(instant: datetime) -> dict[str, str]:
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | {
        "FONTCONFIG_FILE": str(Path(settings.PDF_FONTS) / "fonts.conf"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(int(instant.timestamp())),  # fonts bear a date too
    }


def _wait(
    child: subprocess.Popen[bytes], request: bytes, on_wait: Callable[[], None] | None
) -> bytes:
    deadline = time.monotonic() + settings.PDF_SECONDS
    pending: bytes | None = request
    while True:
        try:
            content, _errors = child.communicate(pending, timeout=POLL_SECONDS)
        except subprocess.TimeoutExpired:
            pending = None  # it is being written already
            if time.monotonic() >= deadline:
                raise RenderFailed(_too_slow()) from None
            if on_wait is not None:
                on_wait()
            continue
        return content


def _kill(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()


def _reason(status: int, errors: str) -> str:
    if status == -signal.SIGXCPU:
        return _too_slow()
    if status < 0:
        return _("La composizione del PDF si è interrotta (segnale %(signal)s).") % {
            "signal": signal.Signals(-status).name
        }
    last = errors.strip().rpartition("\n")[2]
    code, _bar, detail = last.partition("|")
    sentences = {
        "nesting": _("Il documento ha troppi livelli uno dentro l'altro: il massimo è 100."),
        "elements": _("Il documento ha troppi elementi: il massimo è %(detail)s."),
        "span": _("Una cella occupa troppe colonne o righe: il massimo è %(detail)s."),
        "text": _("Un testo senza interruzioni è troppo lungo: il massimo è %(detail)s caratteri."),
        "asset": _("Al documento manca il file di stampa %(detail)s."),
        "memory": _("La composizione del PDF ha chiesto troppa memoria."),
        "metadata": _("Il PDF non ha i metadati attesi."),
    }
    if code in sentences:
        return sentences[code] % {"detail": detail}
    return _("La composizione del PDF non è riuscita: %(detail)s") % {"detail": last[:300]}


def _too_slow() -> str:
    return _("La composizione del PDF ha superato %(seconds)d secondi.") % {
        "seconds": settings.PDF_SECONDS
    }
