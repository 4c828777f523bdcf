"""The office's list of awards and the public register: first and far pages, narrowed and not."""

from typing import Any

from django.test import Client
from django.urls import reverse

from benchmarks.grounds import awarded
from benchmarks.results import Result, Target
from benchmarks.timing import queries_of, repeated
from funding.queries.awards import listing
from funding.queries.awards.listing import Sought
from tests.factories.accounts import PersonFactory
from wecare.accounts.enums import Role
from wecare.accounts.views.login import PASSWORD_BACKEND

PROMISED = (Target("queries", at_most=15), Target("p95_ms", at_most=150))
TIMES = 20
FAR = 100  # pages from the first
OFFICER = "ufficio@esempio.it"


def measure(*, full: bool) -> list[Result]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(PersonFactory(roles=[Role.OFFICER], email=OFFICER), PASSWORD_BACKEND)
    awards, register = reverse("funding:awards"), reverse("portal:register")
    asked: list[tuple[str, str, dict[str, Any]]] = [
        ("awards, first page", awards, {}),
        ("awards, far page", awards, {"dopo": _far()}),
        ("awards, greatest first", awards, {"ordine": "greatest"}),
        ("awards of a call", awards, {"bando": "concesso-3"}),
        ("awards that ended", awards, {"stato": "released"}),
        ("awards by a rare name", awards, {"cerca": awarded.NAMED.lower()}),
        ("awards by a common name", awards, {"cerca": "associazione"}),
        ("awards by protocol", awards, {"cerca": "777"}),
        ("register, first page", register, {}),
        ("register by a rare name", register, {"cerca": awarded.NAMED.lower()}),
    ]
    lists = [_measured(name, client, address, said, full=full) for name, address, said in asked]
    return [*lists, _years(client, full=full)]


def _years(client: Client, *, full: bool) -> Result:
    """The page that adds up every award by budget year: what it says is whole, it has no next page."""
    address = reverse("funding:years")
    assert client.get(address).context_data["years"].calls
    figures = {
        **repeated(lambda: client.get(address), TIMES),
        "queries": queries_of(lambda: client.get(address)),
    }
    promised = (Target("queries", at_most=15),)
    return Result("budget years", awarded.size(full=full), figures, promised if full else ())


def _measured(
    name: str, client: Client, address: str, said: dict[str, Any], *, full: bool
) -> Result:
    rows = client.get(address, said).context_data["rows"]
    assert rows, name
    figures = {
        **repeated(lambda: client.get(address, said), TIMES),
        "queries": queries_of(lambda: client.get(address, said)),
        "rows": len(rows),
    }
    return Result(name, awarded.size(full=full), figures, PROMISED if full else ())


def _far() -> str:
    after = ""
    for _page in range(FAR):
        after = listing.page(Sought(), after=after).following or after
    return after
