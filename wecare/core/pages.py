"""Pages of PDFs that came from outside, as pictures: read in the portal, never run by the browser.

A browser shows no PDF in a sandbox, and without one it runs what the PDF holds. So a child with little
memory and little time draws the page, and what reaches the browser is a picture.
"""

import subprocess

from django.http import HttpResponse
from django.utils.translation import gettext as _

from wecare.core import children, store
from wecare.core.errors import DomainError
from wecare.core.models import StoredFile

WIDTH = 1100  # pixels
MOST_PAGES = 60  # that are shown one below the other; the rest is read from the download
MOST_BYTES = 30 * 1024**2  # of one picture


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
        child = children.look(
            "wecare.core.pages_child", file=store.path_of(stored), page=page, width=WIDTH
        )
    except subprocess.TimeoutExpired as late:
        raise PageUnreadable(_unreadable()) from late
    pages, _line, drawn = child.stdout.partition(b"\n")
    if child.returncode or not pages.isdigit() or len(drawn) > MOST_BYTES:
        raise PageUnreadable(_unreadable())
    return int(pages), drawn


def _unreadable() -> str:
    return _("Questa pagina non si riesce a mostrare qui: scarica il file e aprilo.")
