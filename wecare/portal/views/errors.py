"""The pages people see when something stops: what happened to their data, and what to do.

Where the request may be broken (400) or the portal itself is (500, 503) the page is plain: it asks
nothing of the session or the database.
"""

import sys

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

PLAIN_REFERENCE = 8  # characters of the request's name that a person can read aloud


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The address or what came with it cannot be read."""
    return _plain("400.html", status=400, reason=_reason_of(exception))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The person may not do this; the reason, when the refusal gave one."""
    return render(request, "403.html", {"reason": _reason_of(exception)}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page is not there, or not for this person."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke: 503 when the database is away, else 500, with a code to tell the help desk."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    if away:
        response = _plain("503.html", status=503, reference=reference())
        response.headers["Retry-After"] = "60"
        return response
    return _plain("500.html", status=500, reference=reference())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came from a page too old, or from elsewhere."""
    sentence = _(
        "La pagina da cui arrivi è rimasta aperta troppo a lungo, oppure il browser non accetta i cookie. "
        "Torna indietro, ricarica la pagina e riprova: quello che hai salvato c'è ancora."
    )
    return render(request, "403.html", {"reason": sentence}, status=403)


def reference() -> str:
    """The code by which the log lines of this request are found; empty outside a request."""
    name = str(structlog.contextvars.get_contextvars().get("request_id", ""))
    return f"E-{name[:PLAIN_REFERENCE].upper()}" if name else ""


def _plain(template: str, *, status: int, **facts: str) -> HttpResponse:
    return HttpResponse(render_to_string(template, facts), status=status)


def _reason_of(exception: Exception) -> str:
    """The sentence of the refusal, if somebody wrote one."""
    words = exception.args[0] if exception.args else ""
    return words if isinstance(words, str) and " " in words else ""
