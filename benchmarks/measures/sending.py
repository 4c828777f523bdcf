"""Sends per second: through HTTP, gunicorn and PostgreSQL, by people with a session and a form.

No worker runs: receipts are asked for and printed later, as on a night with many sends.
"""

import asyncio
import resource
import time
from collections.abc import Callable
from typing import Any

import psutil
import redis
from django.conf import settings
from django.db.models import Count, Max, Subquery
from django.db.models.functions import Coalesce

from applicants.models import ProtocolRegister, Submission
from benchmarks import called
from benchmarks.clients import Wave, wave
from benchmarks.databases import server_process
from benchmarks.results import Result, Target
from benchmarks.senders import senders
from benchmarks.timing import milliseconds, percentile
from benchmarks.web import Web, processor_seconds, web_server
from calls.models import Call
from wecare.celery import app

NOTHING_LOST = (
    Target("errors", at_most=0),
    Target("acknowledged_not_stored", at_most=0),
    Target("stored_not_acknowledged", at_most=0),
    Target("gaps_in_protocol", at_most=0),
)
ANSWERED = Target("max_ms", at_most=10_000)
WAVES: tuple[tuple[int, int, float, tuple[Target, ...]], ...] = (
    # clients, sends of each, seconds within which they begin, what is promised
    (50, 10, 0.0, (Target("sends_per_second", at_least=100),)),
    (200, 4, 0.0, (Target("sends_per_second", at_least=100), Target("p95_ms", at_most=1500))),
    (1000, 1, 5.0, (ANSWERED,)),
    (1000, 1, 0.0, (ANSWERED,)),
)


def measure(*, full: bool) -> list[Result]:
    if redis.Redis.from_url(settings.REDIS_URL).keys(f"{app.conf.task_default_queue}*"):
        raise RuntimeError("REDIS_URL holds messages: the measure needs a Redis of its own.")
    allow_many_connections()
    call = called.the_call()
    try:
        with web_server() as web:
            _wave(web, call, clients=8, each=4)  # so that nothing is done for the first time
            waves = WAVES if full else ((10, 4, 0.0, ()),)
            return [
                _wave(web, call, clients=clients, each=each, within=within, targets=targets)
                for clients, each, within, targets in waves
            ]
    finally:
        app.control.purge()


def allow_many_connections() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _wave(
    web: Web,
    call: Call,
    *,
    clients: int,
    each: int,
    within: float = 0.0,
    targets: tuple[Target, ...] = (),
) -> Result:
    ready = senders(call, people=clients, each=each)
    before = Submission.objects.count()
    processor = time.process_time()
    used = _processors(web)
    found = asyncio.run(wave(web.port, ready, used, within=within))
    figures = {
        **_speed(found, len(_acknowledged(found))),
        "generator_cpu_seconds": round(time.process_time() - processor, 2),
        **_truth(found, before),
    }
    promised = (*targets, *NOTHING_LOST) if targets else ()
    name = f"sending, {clients} clients" + (f" in {within:.0f} s" if within else "")
    return Result(name, len(found.sent), figures, promised)


def _processors(web: Web) -> Callable[[], dict[str, float]]:
    """Tells the seconds of processor of the web server and, where it can be seen, of the database."""
    database = server_process()
    servers = {"web": psutil.Process(web.pid)} | ({"database": database} if database else {})
    return lambda: {name: processor_seconds(first) for name, first in servers.items()}


def _acknowledged(found: Wave) -> set[str]:
    return {
        sent.application
        for sent in found.sent
        if sent.status == 302 and "/ricevute/" in sent.location
    }


def _speed(found: Wave, acknowledged: int) -> dict[str, Any]:
    times = [sent.seconds for sent in found.sent]
    return {
        "sends_per_second": round(acknowledged / found.seconds, 1),
        "p50_ms": milliseconds(percentile(times, 50)),
        "p95_ms": milliseconds(percentile(times, 95)),
        "max_ms": milliseconds(max(times)),
        "seconds": round(found.seconds, 2),
        **{
            f"{server}_cpu_ms_per_send": milliseconds(spent / max(1, acknowledged))
            for server, spent in found.processor.items()
            if spent > 0  # a process that ended meanwhile has taken its own with it
        },
        "review_page_p50_ms": milliseconds(percentile(found.reviews, 50)),
    }


def _truth(found: Wave, before: int) -> dict[str, Any]:
    """Whether what was acknowledged is what is stored."""
    acknowledged = _acknowledged(found)
    mine = [sent.application for sent in found.sent]
    stored = {
        str(public_id)
        for public_id in Submission.objects.filter(application__public_id__in=mine).values_list(
            "application__public_id", flat=True
        )
    }
    statuses = sorted(sent.status for sent in found.sent)
    total, register = _counted()
    return {
        "errors": len(mine) - len(acknowledged),
        "answers": {str(status): statuses.count(status) for status in sorted(set(statuses))},
        "stored": total - before,
        "acknowledged": len(acknowledged),
        "acknowledged_not_stored": len(acknowledged - stored),
        "stored_not_acknowledged": len(stored - acknowledged),
        "gaps_in_protocol": register - total,
    }


def _counted() -> tuple[int, int]:
    """How many are stored and the last protocol number, in one reading: sends may still go on."""
    last = Subquery(ProtocolRegister.objects.values("last")[:1])
    found = Submission.objects.aggregate(count=Count("pk"), register=Max(Coalesce(last, 0)))
    return found["count"], found["register"]
