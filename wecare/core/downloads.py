"""Files that came from outside, given out: always as a download, never run by the browser."""

from django.http import FileResponse

from wecare.core import store
from wecare.core.models import StoredFile


def given_out(stored: StoredFile, filename: str) -> FileResponse:
    """The file under its own name, of the type that was found in it, sandboxed.

    Whether it may be given out, to whom and already, is asked before
    (`wecare.core.scanning.check_can_be_opened`).
    """
    answer = FileResponse(
        store.path_of(stored).open("rb"),
        as_attachment=True,
        filename=filename,
        content_type=stored.media_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
