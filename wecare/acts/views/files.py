"""The PDF of an act, or the copy of one from elsewhere, from the store."""

from django.http import FileResponse, Http404

from wecare.acts.models import Act
from wecare.core import scanning, store
from wecare.core.downloads import given_out
from wecare.core.models import Document


def copy_response(act: Act) -> FileResponse:
    """The copy of an act adopted elsewhere, as it was given, never run by the browser.

    :raises Http404: if none was given.
    :raises FileClosed: if the scanner found something in it, or has not looked at it yet.
    """
    if act.file is None:
        raise Http404
    scanning.check_can_be_opened(act.file, by_uploader=False)
    return given_out(act.file, act.filename)


def pdf_response(act: Act, document: Document | None, *, suffix: str = "") -> FileResponse:
    """The rendered document as an attachment.

    :raises Http404: if there is none.
    """
    if document is None or document.file is None:
        raise Http404
    name = "-".join(str(act).replace("/", " ").replace("…", "").split()) + suffix
    response = FileResponse(
        store.path_of(document.file).open("rb"),
        as_attachment=True,
        filename=f"{name}.pdf",
        content_type="application/pdf",
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
