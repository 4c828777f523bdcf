"""The page of a published list, whole, as the public reads it."""

import time

from django.db import connection
from django.test import Client
from django.urls import reverse

from benchmarks.grounds import published
from benchmarks.results import Result, Target
from benchmarks.timing import milliseconds, queries_of, repeated, timed

BARE = (
    "SELECT r.position, r.organisation_name, r.title, r.protocol, r.points, r.requested, r.granted,"
    " r.outcome, r.why::text FROM evaluation_rankedrow AS r"
    " JOIN evaluation_rankedlist AS l ON l.id = r.ranked_list_id"
    " JOIN calls_call AS c ON c.id = l.call_id WHERE c.code = %s ORDER BY r.sequence"
)
PROMISED = (
    Target("p95_ms", at_most=400),
    Target("first_ms", at_most=400),
    Target("queries", at_most=15),
)


def measure(*, full: bool) -> list[Result]:
    size = published.ON_A_PAGE if full else max(published.SMALL)
    address = reverse("evaluation:list", args=[published.code(size), 1])
    client = Client(SERVER_NAME="localhost")
    client.get(reverse("evaluation:lists"))  # templates are read once for all
    before = time.process_time()
    first, answer = timed(lambda: client.get(address))
    spent = time.process_time() - before
    assert answer.content.count(b"<tr id=") == size
    figures = {
        **repeated(lambda: client.get(address), 10),
        "first_ms": milliseconds(first),
        "first_cpu_ms": milliseconds(spent),
        "floor_p50_ms": repeated(lambda: _bare(published.code(size)), 5)["p50_ms"],
        "queries": queries_of(lambda: client.get(address)),
        "kilobytes": len(answer.content) // 1024,
    }
    return [Result("ranked list page", size, figures, PROMISED if full else ())]


def _bare(code: str) -> str:
    """The floor: one query, and its cells between tags."""
    with connection.cursor() as cursor:
        cursor.execute(BARE, [code])
        return "".join(f"<tr><td>{'<td>'.join(map(str, row))}" for row in cursor.fetchall())
