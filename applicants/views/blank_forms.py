"""The blank form of a call, to be printed and filled on paper: its page and its file."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applicants.queries.blank_forms import blank_form_of
from calls.models import Rulebook
from calls.queries.calls import published, version_of
from wecare.core import store


@require_safe
def blank_form(request: HttpRequest, code: str, version: int | None = None) -> HttpResponse:
    """The form of the version in force, or of the one of the address, or that it is being made."""
    rulebook = _version(code, version)
    call = rulebook.call
    document = blank_form_of(rulebook)
    context = {
        "call": call,
        "rulebook": rulebook,
        "others": [each for each in call.rulebooks.all() if each != rulebook][::-1],
        "document": document or {"title": _("Fac-simile della domanda"), "state": "pending"},
        "pdf_url": reverse("applicants:blank_form_pdf", args=[code, rulebook.version]),
    }
    return render(request, "applicants/blank_form.html", context)


@require_safe
def blank_form_pdf(request: HttpRequest, code: str, version: int) -> FileResponse:
    """The file, as it was printed once.

    :raises Http404: while it is not there yet.
    """
    document = blank_form_of(_version(code, version))
    if document is None or document.file is None:
        raise Http404
    return FileResponse(
        store.path_of(document.file).open("rb"),
        as_attachment=True,
        filename=f"fac-simile-{code}-{version}.pdf",
    )


def _version(code: str, version: int | None) -> Rulebook:
    found = version_of(get_object_or_404(published(), code=code), version)
    if found is None:
        raise Http404
    return found
