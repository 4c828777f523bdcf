"""The page of too many failed logins: the rule, the limit and the wait."""

from datetime import timedelta

from axes.helpers import get_cool_off, get_failure_limit
from axes.models import AccessAttempt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wecare.core import clock


def throttled(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: dict[str, str] | None = None,
) -> HttpResponse:
    """Answer 429, and say until when: ``AXES_LOCKOUT_CALLABLE`` names this view."""
    cool_off: timedelta = get_cool_off(request)
    last = (
        AccessAttempt.objects.filter(
            username=(credentials or {}).get("username"),
            ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
        )
        .order_by("-attempt_time")
        .first()
    )
    now = clock.process_instant()  # attempts are stamped by this machine's clock
    until = (last.attempt_time if last else now) + cool_off
    seconds = max(1, int((until - now).total_seconds()))
    context = {
        "limit": get_failure_limit(request, credentials),
        "minutes": int(cool_off.total_seconds() // 60),
        "wait_minutes": -(-seconds // 60),
        "until": until,
    }
    answer = render(request, "accounts/throttled.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    return answer
