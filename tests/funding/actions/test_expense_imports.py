"""A file of expenses is recorded whole or not at all, and says what is wrong row by row."""

import time
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from funding.actions.expenses import imports as expense_imports
from funding.actions.expenses import reports as expense_reports
from funding.models import Award, ExpenseDocument, ExpenseImport, ExpenseLine, ExpenseReport
from funding.resources.expenses import COLUMNS, blank, rows_in
from tests.factories.applicants import an_organisation
from tests.factories.expenses import (
    a_document,
    a_granted_project,
    a_line,
    a_report,
    lead_of,
    with_its_file,
    writer_of,
)
from wecare.accounts.models import Person
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db
EUR = Decimal
ROW = {
    "tipo": "fattura",
    "numero": "1",
    "data": "01/03/2026",
    "emittente": "Tipografia Rossi",
    "codice_emittente": "00743110157",
    "totale": "1.220,00",
    "iva": "220,00",
    "pagato_il": "2026-04-01",
    "ente": "",
    "voce": "work",
    "importo": "1.000,00",
    "descrizione": "Volantini",
}


def file_of(rows: Iterable[dict[str, Any]], ending: str = "csv") -> bytes:
    table = tablib.Dataset(headers=list(COLUMNS))
    for each in rows:
        table.append([each.get(name, "") for name in COLUMNS])
    content = table.export(ending)
    return content.encode() if isinstance(content, str) else content


def brought(
    report: ExpenseReport,
    rows: Iterable[dict[str, Any]],
    *,
    ending: str = "csv",
    actor: Person | None = None,
) -> ExpenseImport:
    rows = list(rows)
    job = expense_imports.start(
        report=report,
        filename=f"spese.{ending}",
        content=file_of(rows, ending),
        rows=len(rows),
        actor=actor or writer_of(report.award),
    )
    return expense_imports.carry_on(job=job, read=rows_in)


def problems(job: ExpenseImport) -> list[tuple[int, str]]:
    return [(row, column) for row, column, _text in job.problems]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_a_file_becomes_documents_and_lines(ending: str) -> None:
    report = a_report(a_granted_project())
    second = ROW | {"voce": "Preparazione", "importo": "200,50", "descrizione": ""}
    other = ROW | {
        "numero": "2",
        "iva": "",
        "pagato_il": "",
        "tipo": "Cedolino o costo del personale",
    }

    job = brought(report, [ROW, second, other], ending=ending)

    assert (job.state, job.problems) == ("recorded", [])
    first, payroll = ExpenseDocument.objects.order_by("number")
    assert (first.total, first.vat, first.kind) == (EUR("1220.00"), EUR("220.00"), "invoice")
    assert (payroll.kind, payroll.paid_on, payroll.member) == (
        "payroll",
        None,
        lead_of(report.award),
    )
    assert list(ExpenseLine.objects.order_by("pk").values_list("category", "amount")) == [
        ("work", EUR("1000.00")),
        ("prepare", EUR("200.50")),
        ("work", EUR("1000.00")),
    ]


def test_one_wrong_row_records_nothing_and_every_wrong_cell_is_told() -> None:
    report = a_report(a_granted_project())
    rows = [
        ROW,
        ROW | {"numero": "2", "totale": "mille", "voce": "yacht"},
        ROW | {"numero": "3", "codice_emittente": "00743110158"},
        ROW | {"numero": "4", "importo": "1.220,01"},
        ROW | {"emittente": "Tipografia Bianchi"},
        ROW | {"numero": "5", "iva": "1.220,00"},
        ROW | {"numero": "", "tipo": "scontrone", "ente": "99999999999"},
    ]

    job = brought(report, rows)

    assert job.state == "refused"
    assert problems(job) == [
        (2, "importo"),  # with row 6, which is of the same document
        (3, "totale"),
        (3, "voce"),
        (4, "codice_emittente"),
        (5, "importo"),
        (6, "numero"),
        (7, "iva"),
        (8, "ente"),
        (8, "numero"),
        (8, "tipo"),
    ]
    assert ExpenseDocument.objects.count() == ExpenseLine.objects.count() == 0


def test_what_is_there_already_is_not_recorded_again() -> None:
    report = a_report(a_granted_project())
    brought(report, [ROW])

    again = brought(report, [ROW | {"numero": " 1 "}])

    assert problems(again) == [(2, "numero")]
    assert "già nel rendiconto n. 1" in again.problems[0][2]
    assert ExpenseLine.objects.count() == 1


def test_hostile_cells_are_text_or_are_refused() -> None:
    report = a_report(a_granted_project())

    job = brought(
        report,
        [ROW | {"emittente": "'=cmd|' /C calc'!A0", "descrizione": "<script>alert(1)</script>"}],
    )

    assert job.state == "recorded"
    document = ExpenseDocument.objects.get()
    assert document.issuer_name == "=cmd|' /C calc'!A0"  # as it was before it was made harmless
    assert document.lines.get().description == "<script>alert(1)</script>"


def test_a_spreadsheet_that_makes_numbers_of_codes_is_understood() -> None:
    report = a_report(a_granted_project())

    job = brought(
        report,
        [ROW | {"codice_emittente": 743110157, "totale": 1220.5, "importo": 1000.25}],
        ending="xlsx",
    )

    assert (job.state, job.problems) == ("recorded", [])
    document = ExpenseDocument.objects.get()
    assert (document.issuer_code, document.total) == ("00743110157", EUR("1220.50"))


def test_a_partner_brings_its_own_expenses_alone() -> None:
    partner = an_organisation()
    award = a_granted_project(partners=[partner])
    report = a_report(award)

    other = brought(report, [ROW | {"ente": lead_of(award)}], actor=partner.created_by)
    own = brought(report, [ROW], actor=partner.created_by)

    assert problems(other) == [(2, "ente")]
    assert own.state == "recorded"
    assert ExpenseDocument.objects.get().member == partner.fiscal_code


def test_a_report_that_was_sent_meanwhile_takes_nothing() -> None:
    award = a_granted_project()
    report = a_report(award)
    a_line(with_its_file(a_document(report)))
    job = expense_imports.start(
        report=report, filename="spese.csv", content=file_of([ROW]), rows=1, actor=writer_of(award)
    )
    with pytest.raises(expense_imports.ExpenseRefused, match="ancora in lettura"):
        expense_reports.send(report=report, actor=writer_of(award))
    ExpenseImport.objects.filter(pk=job.pk).update(state="waiting")
    ExpenseReport.objects.filter(pk=report.pk).update(
        state="sent", sent_at=report.started_at, sent_by=writer_of(award), digest="0" * 64
    )

    job = expense_imports.carry_on(job=job, read=rows_in)

    assert (job.state, ExpenseLine.objects.count()) == ("refused", 1)
    assert "già stato inviato" in job.problems[0][2]


def test_who_brought_a_file_has_a_letter_once_it_is_read() -> None:
    award = a_granted_project()
    brought(a_report(award), [ROW | {"totale": "x"}])

    letter = Letter.objects.get(template="funding/expenses_read")
    assert letter.person == writer_of(award)
    assert "Non abbiamo registrato nulla" in letter.body


def test_delivered_twice_it_is_recorded_once() -> None:
    job = brought(a_report(a_granted_project()), [ROW])

    again = expense_imports.carry_on(job=job, read=rows_in)

    assert (again.attempts, ExpenseLine.objects.count()) == (1, 1)


def test_after_five_attempts_it_has_failed() -> None:
    award = a_granted_project()
    job = expense_imports.start(
        report=a_report(award),
        filename="spese.csv",
        content=file_of([ROW]),
        rows=1,
        actor=writer_of(award),
    )

    def broken(*_args: Any, **_kwargs: Any) -> Any:
        raise RuntimeError("The disk is gone.")

    for _ in range(5):
        with pytest.raises(RuntimeError):
            expense_imports.carry_on(job=job, read=broken)
    assert expense_imports.carry_on(job=job, read=rows_in).state == "failed"


def test_ten_thousand_rows_are_recorded_within_a_minute() -> None:
    report = a_report(a_granted_project())
    rows = [
        ROW | {"numero": f"{number // 4}", "importo": f"{number % 300},01"}
        for number in range(1, 10_001)
    ]
    for each in rows:
        if each["importo"] == "0,01":
            each["importo"] = "0,02"
    begun = time.monotonic()

    job = brought(report, rows, ending="xlsx")

    assert (job.state, job.problems[:3]) == ("recorded", [])
    assert ExpenseLine.objects.count() == 10_000
    assert time.monotonic() - begun < 60


def page_of(award: Award, rest: str = "") -> str:
    return f"/area/contributi/{award.pk}/rendiconti/1/importazioni/{rest}"


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    return client


def test_the_pages_take_a_file_and_show_its_problems() -> None:
    award = a_granted_project()
    a_report(award)
    client = browser(writer_of(award))
    content = file_of([ROW | {"totale": "<b>"}])

    answer = client.post(page_of(award), {"file": SimpleUploadedFile("spese.csv", content)})

    assert answer.status_code == 302
    job = ExpenseImport.objects.get()
    assert b"wc-progress" in client.get(answer["Location"]).content
    expense_imports.carry_on(job=job, read=rows_in)
    shown = client.get(answer["Location"]).content.decode()
    assert "Non abbiamo registrato nulla" in shown
    assert "totale" in shown
    assert "<b>" not in shown.partition("Che cosa correggere")[2].partition("</table>")[0]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "vuoto"),
        (b"a;b\n1;2\n", "mancano le colonne"),
        (";".join(COLUMNS).encode(), "non ha righe"),
        (b"PK\x03\x04", "il contenuto no"),
    ],
)
def test_a_file_that_is_no_table_is_refused_at_once(content: bytes, sentence: str) -> None:
    award = a_granted_project()
    a_report(award)

    answer = browser(writer_of(award)).post(
        page_of(award), {"file": SimpleUploadedFile("spese.csv", content)}
    )

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ExpenseImport.objects.exists()


def test_the_template_has_the_columns_and_of_others_there_is_none() -> None:
    award, other = a_granted_project(), a_granted_project()
    a_report(award)
    a_report(other)
    client = browser(writer_of(award))

    assert client.get(page_of(award, "modello.csv")).content == blank(ending="csv")[0]
    assert client.get(page_of(award, "modello.exe")).status_code == 404
    assert client.get(page_of(other)).status_code == 404
    assert client.get(page_of(other, "modello.csv")).status_code == 404
