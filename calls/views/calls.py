"""Calls as everyone sees them: the list, the page of one call, its rules."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from calls.models import Call, Rulebook, Window
from calls.queries import showing
from calls.queries.calls import published, windows_of
from calls.queries.desks import desks_of
from calls.views.asked import SHELVES, Asked
from calls.views.history import acts_of
from calls.views.readable import readable
from wecare.core import clock

PAGE = 20


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """The list of calls: filters and words looked for stand in the address."""
    asked = Asked.read(request.GET)
    at = clock.now()
    pages = Paginator(asked.found(at), PAGE)
    page = pages.get_page(request.GET.get("pagina"))
    facts = {"first": page.start_index(), "last": page.end_index(), "count": pages.count}
    context = {
        "at": at,
        "rows": showing.all_shown(page.object_list, at),
        "form": asked.form(),
        "shelves": [
            (asked.address(stato=each or ""), label, each == asked.shelf)
            for each, label in SHELVES.items()
        ],
        "asked": asked,
        "shown": _("%(first)d–%(last)d di %(count)d") % facts,
        "previous": _turned(asked, page.previous_page_number()) if page.has_previous() else "",
        "following": _turned(asked, page.next_page_number()) if page.has_next() else "",
        "count": pages.count,
    }
    return render(request, "calls/calls.html", context)


def _turned(asked: Asked, number: int) -> str:
    return asked.address(pagina=str(number))


@require_safe
def call(request: HttpRequest, code: str) -> HttpResponse:
    """What a call asks, gives and decides, and until when."""
    at = clock.now()
    found = showing.shown(_published(code), at)
    if found.rulebook is None:
        raise Http404
    context = {
        "at": at,
        "shown": found,
        "call": found.call,
        "window": found.window,
        "read": readable(found.rulebook.rules),
        "rulebook": found.rulebook,
        "extended_from": _extended_from(found.call, found.window),
        "windows": windows_of(found.call),
        "desks": desks_of(found.call),
        "acts": acts_of(found.call),
    }
    return render(request, "calls/call.html", context)


@require_safe
def rules(request: HttpRequest, code: str, version: int | None = None) -> HttpResponse:
    """A version of the rules, whole: the last one unless the address says which."""
    found = _published(code)
    rulebook = _version(found, version)
    context = {
        "call": found,
        "rulebook": rulebook,
        "read": readable(rulebook.rules),
        "window": rulebook.rules.window,
        "windows": rulebook.rules.windows,
        "versions": list(reversed(found.rulebooks.all())),
        "is_last": rulebook == found.rulebooks.all()[len(found.rulebooks.all()) - 1],
    }
    return render(request, "calls/rules.html", context)


@require_safe
def rules_json(request: HttpRequest, code: str, version: int) -> JsonResponse:
    """The same rules for machines, as they were digested."""
    rulebook = _version(_published(code), version)
    answer = JsonResponse(rulebook.body, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{code}-regole-{version}.json"'
    answer["X-Rulebook-Digest"] = rulebook.digest
    return answer


def _published(code: str) -> Call:
    found: Call = get_object_or_404(published(), code=code)
    return found


def _version(call: Call, version: int | None) -> Rulebook:
    known = {each.version: each for each in call.rulebooks.all()}
    try:
        return known[version or max(known, default=0)]
    except KeyError:
        raise Http404 from None


def _extended_from(call: Call, window: Window | None) -> object:
    """Until when the window ran before its last extension; nothing if it was never extended."""
    if window is None:
        return None
    rows = [each for each in call.windows.all() if each.number == window.number]
    return rows[-2].closes_at if len(rows) > 1 else None
