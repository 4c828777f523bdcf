"""The office's list of everything received: first and last page, filtered and not."""

from typing import Any

from django.test import Client
from django.urls import reverse

from benchmarks.grounds import archive
from benchmarks.results import Result, Target
from benchmarks.timing import queries_of, repeated
from calls.models import Call
from evaluation.queries import admissibility
from tests.factories.accounts import PersonFactory
from wecare.accounts.enums import Role
from wecare.accounts.views.login import PASSWORD_BACKEND

PROMISED = (Target("queries", at_most=15), Target("p95_ms", at_most=150))
TIMES = 20
OFFICER = "ufficio@esempio.it"


def measure(*, full: bool) -> list[Result]:
    call = Call.objects.get(code=archive.CODE)
    client = Client(SERVER_NAME="localhost")
    client.force_login(PersonFactory(roles=[Role.OFFICER], email=OFFICER), PASSWORD_BACKEND)
    return [
        _measured(name, of, client, call, filtered, full=full)
        for of, filtered in ((", all", {}), (", to check", {"esito": "undecided"}))
        for name in ("first", "middle", "last")
    ]


def _measured(
    page: str, of: str, client: Client, call: Call, asked: dict[str, Any], *, full: bool
) -> Result:
    address = reverse("evaluation:checks", args=[call.code])
    pages = client.get(address, asked).context_data["page_obj"].paginator.num_pages
    asked = asked | {"page": {"first": 1, "middle": (pages + 1) // 2, "last": pages}[page]}
    answer = client.get(address, asked)
    shown = [each.protocol_number for each in answer.context_data["page_obj"].object_list]
    expected = admissibility.queue(call, outcome=asked.get("esito", ""))
    start = (asked["page"] - 1) * len(shown) if page != "last" else expected.count() - len(shown)
    assert shown == [each.protocol_number for each in expected[start : start + len(shown)]]
    figures = {
        **repeated(lambda: client.get(address, asked), TIMES),
        "queries": queries_of(lambda: client.get(address, asked)),
        "rows": len(shown),
    }
    name = f"checks{of}, {page} page of {pages}"
    return Result(name, archive.size(full=full), figures, PROMISED if full else ())
