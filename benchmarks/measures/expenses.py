"""The pages of a report among a million lines of expense, and a file of ten thousand more."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import tablib
from django.test import Client
from django.urls import reverse

from benchmarks.grounds import spent
from benchmarks.results import Result, Target
from benchmarks.timing import queries_of, repeated, timed
from funding.actions.expenses import imports as expense_imports
from funding.actions.expenses import reports as expense_reports
from funding.models import Award, ExpenseLine, ExpenseReport
from funding.queries.awards.standing import on_desk
from funding.queries.expenses.people import approved_of
from funding.resources.expenses import COLUMNS, rows_in
from tests.factories.accounts import PersonFactory
from tests.factories.expenses import END, writer_of
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.accounts.views.login import PASSWORD_BACKEND

PAGES = (Target("queries", at_most=15), Target("p95_ms", at_most=150))
IMPORT = (Target("whole_seconds", at_most=60),)
ROWS = {True: 10_000, False: 300}
TIMES = 20


def measure(*, full: bool) -> list[Result]:
    award = on_desk().get()
    found = list(_pages(award, full=full))
    report = _draft(award)
    return [*found, *(_import(report, ending, full=full) for ending in ("csv", "xlsx"))]


def _pages(award: Award, *, full: bool) -> Iterator[Result]:
    office, own = (
        _client(PersonFactory(roles=[Role.OFFICER], email="ufficio@esempio.it")),
        _client(writer_of(award)),
    )
    here = ExpenseLine.objects.filter(report__award=award)
    far = here.order_by("pk").values_list("pk", flat=True)[here.count() * 9 // 10]
    check = reverse("funding:report_check", args=[award.pk, 1])
    sent = reverse("funding:own_report", args=[award.pk, 1])
    for name, client, address, said in (
        ("lines to check, first page", office, check, {"righe": "da-controllare"}),
        ("lines of a report, first page", office, check, {}),
        ("lines of a report, far page", office, check, {"dopo": far}),
        ("documents of a report", own, sent, {}),
        ("documents of a report, far page", own, sent, {"dopo": far // spent.PER_DOCUMENT}),
    ):
        figures = {
            **repeated(lambda c=client, a=address, s=said: _read(c, a, s), TIMES),
            "queries": queries_of(lambda c=client, a=address, s=said: _read(c, a, s)),
        }
        yield Result(name, spent.size(full=full), figures, PAGES if full else ())


def _draft(award: Award) -> ExpenseReport:
    begins = END + timedelta(days=1)
    return expense_reports.start(
        award=award,
        actor=writer_of(award),
        starts_on=begins,
        ends_on=begins + timedelta(days=180),
        is_final=False,
    )


def _import(report: ExpenseReport, ending: str, *, full: bool) -> Result:
    """Read as the page does, then read and recorded as the worker does."""
    award, size = report.award, ROWS[full]
    content, filename = _file(size, ending), f"spese.{ending}"
    categories = expense_imports.names_of_categories(approved_of(award))
    members = {award.organisation.fiscal_code: award.organisation.name}
    reading, rows = timed(
        lambda: rows_in(content, filename=filename, members=members, categories=categories)
    )
    job = expense_imports.start(
        report=report,
        filename=filename,
        content=content,
        rows=len(rows),
        actor=writer_of(award),
    )
    recording, job = timed(lambda: expense_imports.carry_on(job=job, read=rows_in))
    if job.state != "recorded":
        raise RuntimeError(f"{job.state}: {job.problems[:3]}")
    figures = {
        "page_seconds": round(reading, 2),
        "worker_seconds": round(recording, 2),
        "whole_seconds": round(reading + recording, 2),
    }
    return Result(f"import of {size} lines, {ending}", size, figures, IMPORT if full else ())


def _file(size: int, ending: str) -> bytes:
    table = tablib.Dataset(headers=list(COLUMNS))
    for number in range(size):
        document = number // spent.PER_DOCUMENT
        said = {
            "tipo": "fattura",
            "numero": f"{ending}-{document}",
            "data": "01/08/2026",
            "emittente": "Tipografia Rossi",
            "codice_emittente": spent.ISSUER,
            "totale": str(Decimal("12.00")),
            "voce": "work",
            "importo": str(spent.AMOUNT),
        }
        table.append([said.get(name, "") for name in COLUMNS])
    content: Any = table.export(ending)
    return content.encode() if isinstance(content, str) else content


def _client(person: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, PASSWORD_BACKEND)
    return client


def _read(client: Client, address: str, said: dict[str, Any]) -> None:
    answer = client.get(address, said)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
