"""Pages of PDFs that came from outside, as pictures: read in the portal, never run by the browser.

A browser shows no PDF in a sandbox, and without one it runs what the PDF holds. So a child with little
memory and little time draws the page, and what reaches the browser is a picture.
"""

import os
import subprocess
import sys

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from wecare.core import store
from wecare.core.errors import DomainError
from wecare.core.models import StoredFile

WIDTH = 1100  # pixels
MOST_PAGES = 60  # that are shown one below the other; the rest is read from the download
MOST_BYTES = 30 * 1024**2  # of one picture
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")


class PageUnreadable(DomainError):
    """The page cannot be drawn: the file is read from its download."""

    http_status = 422


def count(stored: StoredFile) -> int:
    """How many pages the file has.

    :raises PageUnreadable: if it cannot be opened within the bounds of a child.
    """
    return _asked(stored, page=0)[0]


def picture(stored: StoredFile, *, page: int) -> HttpResponse:
    """One page as PNG, the first is 1, sandboxed like every file from outside.

    Whether it may be given out, to whom and already, is asked before
    (`wecare.core.scanning.check_can_be_opened`).

    :raises PageUnreadable: if there is no such page, or it cannot be drawn within the bounds.
    """
    answer = HttpResponse(_asked(stored, page=page)[1], content_type="image/png")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _asked(stored: StoredFile, *, page: int) -> tuple[int, bytes]:
    try:
        child = subprocess.run(
            [
                sys.executable,
                "-m",
                "wecare.core.pages_child",
                f"--file={store.path_of(stored)}",
                f"--page={page}",
                f"--width={WIDTH}",
                f"--seconds={settings.INSPECTION_SECONDS}",
                f"--memory={settings.INSPECTION_MEMORY_BYTES}",
                f"--parent={os.getpid()}",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ}
            | {"LANG": "C.UTF-8"},
            timeout=settings.INSPECTION_SECONDS * 2,  # of the clock, where the child's are of work
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise PageUnreadable(_unreadable()) from late
    pages, _line, drawn = child.stdout.partition(b"\n")
    if child.returncode or not pages.isdigit() or len(drawn) > MOST_BYTES:
        raise PageUnreadable(_unreadable())
    return int(pages), drawn


def _unreadable() -> str:
    return _("Questa pagina non si riesce a mostrare qui: scarica il file e aprilo.")
