"""How the portal is: what answers, what waits, and since when."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import redis
from django.conf import settings
from django.db import Error as DatabaseError

from wecare.core import antivirus, clock, dispatch
from wecare.core.models import Heartbeat

WORKER_SILENCE = timedelta(seconds=60)
WAITING_LIMIT = timedelta(minutes=10)
_BROKER_SECONDS = 1.0

Finding = tuple[Any, str]  # what was measured, and the reason it is not well ("" when it is)
_told: dict[str, Callable[[], Any]] = {}


def tell(name: str, measure: Callable[[], Any]) -> None:
    """Have this measured too: something without which the portal works, so it is told and no reason.

    :raises ValueError: if something else has this name.
    """
    if _told.setdefault(name, measure) is not measure:
        raise ValueError(f"There is already something told as {name}.")


def readiness() -> tuple[dict[str, Any], bool]:
    """The state of each part with the reasons, and whether all is well."""
    findings: dict[str, Finding] = {"database": _database()}
    rest: dict[str, Callable[[], Finding]] = {
        "broker": _broker,
        "worker": _worker,
        "pending": _pending,
        "scanner": _scanner,
    }
    if not findings["database"][1]:
        findings |= {name: measure() for name, measure in rest.items()}
        findings |= {name: (measure(), "") for name, measure in _told.items()}
    reasons = [reason for _measured, reason in findings.values() if reason]
    answer = {name: measured for name, (measured, _reason) in findings.items()}
    return {"ready": not reasons, "reasons": reasons, **answer}, not reasons


def _database() -> Finding:
    try:
        clock.now()
    except DatabaseError as problem:
        return "down", f"The database does not answer: {type(problem).__name__}."
    return "up", ""


def _broker() -> Finding:
    client = redis.Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=_BROKER_SECONDS,
        socket_timeout=_BROKER_SECONDS,
        retry=None,
    )
    try:
        client.ping()
    except (redis.RedisError, OSError) as problem:
        return "down", f"The broker does not answer: {type(problem).__name__}."
    finally:
        client.close()
    return "up", ""


def _worker() -> Finding:
    beat = Heartbeat.objects.order_by("-beaten_at").first()
    if beat is None:
        return None, "No worker has given a sign of life yet."
    age = clock.now() - beat.beaten_at
    seconds = round(age.total_seconds(), 1)
    if age > WORKER_SILENCE:
        return {"silent_for": seconds}, f"The worker has been silent for {seconds:.0f} seconds."
    return {"silent_for": seconds}, ""


def _scanner() -> Finding:
    """How the antivirus is; without it the portal works, so it is told and is no reason."""
    looker = antivirus.scanner()
    if looker is None:
        return "none", ""
    try:
        looker.ping()
    except antivirus.ScannerAway:
        return "away", ""
    return "up", ""


def _pending() -> Finding:
    found = dispatch.oldest_pending()
    if found is None:
        return {"oldest": 0.0}, ""
    name, since = found
    age = clock.now() - since
    measured = {"oldest": round(age.total_seconds(), 1), "work": name}
    # a demonstration is loaded with its clock in the past, and so is what it leaves to print
    if age > WAITING_LIMIT and not settings.DEMONSTRATION:
        return measured, f"Work of kind {name} has waited for {age.total_seconds():.0f} seconds."
    return measured, ""
