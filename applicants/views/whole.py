"""All the questions of a call on one page, for whoever thinks of applying; nobody logs in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from applicants.forms.whole import whole_form
from calls.queries.calls import current_window, is_open, published, version_of
from wecare.core import clock


@require_safe
def whole(request: HttpRequest, code: str, version: int | None = None) -> HttpResponse:
    """Every question of the version in force, or of the one of the address.

    :raises Http404: if the call has no such version.
    """
    call = get_object_or_404(published(), code=code)
    rulebook = version_of(call, version)
    if rulebook is None:
        raise Http404
    at = clock.now()
    context = {
        "at": at,
        "call": call,
        "rulebook": rulebook,
        "is_last": rulebook.version == max(each.version for each in call.rulebooks.all()),
        "is_open": is_open(call, at),
        "window": current_window(call),
        "form_asked": whole_form(rulebook.rules),
    }
    return render(request, "applicants/whole_form.html", context)
