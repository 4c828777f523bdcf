"""The page of a published list, whole, as the public reads it."""

from django.test import Client
from django.urls import reverse

from benchmarks.grounds import published
from benchmarks.results import Result, Target
from benchmarks.timing import milliseconds, queries_of, repeated, timed


def measure(*, full: bool) -> list[Result]:
    size = published.ON_A_PAGE if full else max(published.SMALL)
    address = reverse("evaluation:list", args=[published.code(size), 1])
    client = Client(SERVER_NAME="localhost")
    first, answer = timed(lambda: client.get(address))
    assert answer.content.count(b"<tr id=") == size
    figures = {
        **repeated(lambda: client.get(address), 10),
        "first_ms": milliseconds(first),
        "queries": queries_of(lambda: client.get(address)),
        "kilobytes": len(answer.content) // 1024,
    }
    targets = (Target("p95_ms", at_most=400),) if full else ()
    return [Result("ranked list page", size, figures, targets)]
