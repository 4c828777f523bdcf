"""What every request passes through: a name for its log lines, clean input, private answers."""

import re
import time
import uuid
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

import structlog
from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from wecare.core import clock

Next = Callable[[HttpRequest], HttpResponse]
_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_log = structlog.get_logger()


class RequestContextMiddleware:
    """Names the request in its log lines, and tells the time of the server for countdowns."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the request's name and the server's time in the headers."""
        offered = request.headers.get("X-Request-ID", "")
        request_id = offered if _REQUEST_ID.fullmatch(offered) else uuid.uuid4().hex
        started = time.monotonic()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            match = request.resolver_match
            _log.info(
                "request",
                method=request.method,
                route=match.view_name if match else "",  # never the path: it may tell who or what
                status=response.status_code,
                milliseconds=round((time.monotonic() - started) * 1000),
            )
        response.headers["X-Request-ID"] = request_id
        response.headers["X-Server-Time"] = clock.process_instant().isoformat()
        return response


class CleanInputMiddleware:
    """Addresses and cookies that no text can hold get a 400 page with a sentence.

    What people type is cleaned by the form's fields, which answer at the field.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, if the address is text.

        :raises BadRequest: if it is not.
        """
        query = unquote_to_bytes(request.META.get("QUERY_STRING", "").replace("+", " "))
        if "\x00" in request.path_info or not _is_text(query):  # Django re-quotes other bytes
            raise BadRequest(_("L'indirizzo contiene caratteri che non sono testo. Ricontrollalo."))
        if not all(
            _is_text(value.encode("utf-8", "surrogatepass")) for value in request.COOKIES.values()
        ):
            raise BadRequest(_("Un cookie contiene caratteri che non sono testo. Cancellalo."))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Turn the database's refusal of such characters into the same page.

        :raises BadRequest: if that is what happened; any other exception takes its way.
        """
        nul = isinstance(exception, DataError | ValueError) and "NUL" in str(exception)
        surrogate = isinstance(exception, UnicodeEncodeError) and "surrogates" in exception.reason
        if nul or surrogate:
            raise BadRequest(
                _("Quello che hai inviato contiene caratteri che non sono testo. Toglili.")
            ) from exception


class PrivateAnswersMiddleware:
    """Answers to whoever has a session are theirs alone: no cache keeps them."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and mark the answer private where there is a session."""
        known = settings.SESSION_COOKIE_NAME in request.COOKIES
        response = self.get_response(request)
        if known or request.session.modified:
            response.headers["Cache-Control"] = "private, no-store"
            patch_vary_headers(response, ["Cookie"])
        return response


def _is_text(content: bytes) -> bool:
    try:
        return "\x00" not in content.decode()
    except UnicodeDecodeError:
        return False
