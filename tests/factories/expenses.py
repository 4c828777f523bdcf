"""Expense reports for tests, brought to each state by their own actions."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from applicants.models import Organisation
from funding.actions.expenses import checks as expense_checks
from funding.actions.expenses import documents as expenses
from funding.actions.expenses import reports as expense_reports
from funding.actions.expenses.checks import Verdict
from funding.actions.expenses.documents import Said
from funding.enums import ExpenseKind, LineState
from funding.models import Award, ExpenseDocument, ExpenseLine, ExpenseReport
from funding.queries.awards.standing import on_desk
from tests.factories.applicants import a_pdf
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    officer,
    published_list,
    submitted,
)
from tests.factories.funding import published_decree
from tests.fixtures.scenes import scene
from wecare.accounts.models import Person

EUR = Decimal
START, END = date(2026, 1, 1), date(2026, 6, 30)
_numbers = count(1)


@scene
def a_granted_project(
    *, partners: Sequence[Organisation] = (), costs: dict[str, str] | None = None, **facts: Any
) -> Award:
    """An award of 80 000 € of a project that costs 100 000 €, some of it its partners'.

    `costs` are those of the whole group, as the application says them.
    """
    call = call_under_evaluation(**facts)
    sent = submitted(call, partners=partners, costs=costs)
    judged(call, {sent: GOOD})
    return on_desk().get(decree=published_decree(published_list(call)))


def writer_of(award: Award) -> Person:
    """Who sent the application: writes and sends for the lead."""
    return award.submission.submitted_by


def lead_of(award: Award) -> str:
    return award.organisation.fiscal_code


@scene
def a_report(award: Award, **said: Any) -> ExpenseReport:
    """A draft of the first half of 2026."""
    given = {"starts_on": START, "ends_on": END, "is_final": False} | said
    return expense_reports.start(award=award, actor=writer_of(award), **given)


def said_of(award: Award, **said: Any) -> Said:
    """A document of the lead."""
    given = {
        "member": lead_of(award),
        "kind": ExpenseKind.INVOICE,
        "number": f"{next(_numbers)}/2026",
        "date": date(2026, 3, 1),
        "issuer_name": "Tipografia Rossi srl",
        "issuer_code": "01234567890",
        "total": EUR("1220.00"),
        "vat": EUR("220.00"),
        "paid_on": date(2026, 4, 1),
    }
    return Said(**(given | said))


@scene
def a_document(
    report: ExpenseReport, *, actor: Person | None = None, **said: Any
) -> ExpenseDocument:
    """A document of the report, without lines nor file."""
    award = on_desk().get(pk=report.award_id)
    return expenses.add_document(
        report=report, said=said_of(award, **said), actor=actor or writer_of(award)
    )


@scene
def a_line(
    document: ExpenseDocument, amount: str = "1000.00", category: str = "work"
) -> ExpenseLine:
    return expenses.add_line(
        document=document, category=category, amount=EUR(amount), actor=document.added_by
    )


@scene
def with_its_file(document: ExpenseDocument) -> ExpenseDocument:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "fattura.pdf"
        path.write_bytes(a_pdf())
        return expenses.attach(
            document=document, filename="fattura.pdf", path=path, actor=document.added_by
        )


@scene
def spent(report: ExpenseReport, **amounts: str) -> list[ExpenseLine]:
    """One document, with its file, for each category: `work="1000.00"`."""
    lines = []
    for category, amount in amounts.items():
        document = with_its_file(a_document(report, total=EUR(amount), vat=EUR(0)))
        lines.append(a_line(document, amount, category))
    return lines


@scene
def a_sent_report(award: Award, *, is_final: bool = False, **amounts: str) -> ExpenseReport:
    """A report that was sent, with one line for each category."""
    report = a_report(award, is_final=is_final)
    spent(report, **(amounts or {"work": "1000.00"}))
    return expense_reports.send(report=report, actor=writer_of(award))


@scene
def decided(line: ExpenseLine, verdict: Verdict | None = None) -> ExpenseLine:
    line = ExpenseLine.objects.get(pk=line.pk)
    return expense_checks.decide(
        line=line,
        verdict=verdict or Verdict(LineState.ACCEPTED),
        version=line.version,
        by=officer(),
    )


@scene
def closed(report: ExpenseReport, note: str = "") -> ExpenseReport:
    """The report, the lines that nobody decided accepted, concluded and closed."""
    for line in report.lines.filter(state=LineState.TO_CHECK.value).order_by("pk"):
        decided(line)
    report = expense_checks.conclude(report=report, by=officer())
    return expense_checks.close(report=report, note=note, by=manager())
