"""A scenario on a long list: drawn up again, compared with it, kept, and its page."""

from decimal import Decimal

from django.db import transaction
from django.test import Client
from django.urls import reverse

from benchmarks.grounds import published
from benchmarks.results import Result, Target
from benchmarks.timing import queries_of, repeated
from evaluation.actions import scenarios
from evaluation.engine.scenarios import Changes
from evaluation.models import RankedList, Scenario
from wecare.accounts.enums import Role
from wecare.accounts.models import Person


def measure(*, full: bool) -> list[Result]:
    size = published.ON_A_PAGE if full else max(published.SMALL)
    ranked_list = RankedList.objects.select_related("call").get(call__code=published.code(size))
    officer = Person.objects.filter(role_grants__role=Role.OFFICER.value).order_by("pk")[0]
    client = Client(SERVER_NAME="localhost")
    client.force_login(officer)
    with transaction.atomic():
        made = iter(range(1000))
        figures = repeated(lambda: _tried(ranked_list, officer, next(made)), 5)
        scenario = Scenario.objects.filter(ranked_list=ranked_list).order_by("pk")[0]
        address = reverse("evaluation:scenario", args=[ranked_list.call.code, scenario.pk])
        page = repeated(lambda: client.get(address), 5)
        queries = queries_of(lambda: client.get(address))
        transaction.set_rollback(True)
    promised = (Target("p95_ms", at_most=2000),) if full else ()
    return [
        Result("scenario made and compared", size, figures, promised),
        Result(
            "scenario page",
            size,
            {**page, "queries": queries},
            (Target("queries", at_most=15), *((Target("p95_ms", at_most=400),) if full else ())),
        ),
    ]


def _tried(ranked_list: RankedList, officer: Person, n: int) -> Scenario:
    first = ranked_list.input["rules"]["lots"][0]
    return scenarios.make(
        ranked_list=ranked_list,
        name=f"Prova {n}",
        changes=Changes(amounts={first["code"]: Decimal(first["amount"]) * 2}),
        by=officer,
    )
