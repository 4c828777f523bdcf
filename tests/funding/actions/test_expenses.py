"""A report written, sent, checked line by line and closed; what is refused, and what stays frozen."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import Error, connection, transaction

from funding.actions.expenses import checks as expense_checks
from funding.actions.expenses import documents as expenses
from funding.actions.expenses import reports as expense_reports
from funding.actions.expenses.checks import LineDecided, Verdict
from funding.enums import LineState, ReportState
from funding.models import ExpenseDocument, ExpenseLine, ExpenseReport
from funding.policies.expenses import ExpenseRefused
from funding.queries.expenses.charged import charged
from funding.queries.expenses.content import problems
from funding.queries.expenses.missing import elsewhere
from funding.queries.expenses.recognised import accepted_expense, grant_due
from tests.factories.applicants import an_organisation
from tests.factories.evaluation import manager, officer
from tests.factories.expenses import (
    a_document,
    a_granted_project,
    a_line,
    a_report,
    a_sent_report,
    closed,
    decided,
    said_of,
    spent,
    with_its_file,
    writer_of,
)
from wecare.core import clock

pytestmark = pytest.mark.django_db
EUR = Decimal


def test_a_report_goes_from_its_draft_to_the_grant_that_is_due() -> None:
    award = a_granted_project()
    report = a_sent_report(award, work="1000.00", prepare="500.00", spread="300.00")
    first, second, third = ExpenseLine.objects.filter(report=report).order_by("pk")

    decided(second, Verdict(LineState.REFUSED, reason="Fuori dal progetto."))
    decided(third, Verdict(LineState.PARTLY, EUR("100.01"), "Manca il timbro su una parte."))
    closed(report)

    found = ExpenseReport.objects.get(pk=report.pk)
    assert (found.accepted_lines, found.flat, found.cut) == (EUR("1100.01"), 0, 0)
    assert accepted_expense(award) == EUR("1100.01")
    assert grant_due(award) == EUR("880.01")  # 80 %: 880.008
    first.refresh_from_db()
    assert (first.state, first.accepted) == ("accepted", EUR("1000.00"))


def test_one_report_is_open_at_a_time_and_periods_do_not_meet() -> None:
    award = a_granted_project()
    report = a_report(award)

    with pytest.raises(ExpenseRefused, match=r"n\. 1 è ancora da inviare"):
        a_report(award, starts_on=date(2026, 7, 1), ends_on=date(2026, 9, 30))

    spent(report, work="10.00")
    expense_reports.send(report=report, actor=writer_of(award))
    with pytest.raises(ExpenseRefused, match=r"n. 1, dal 01/01/2026 al 30/06/2026"):
        a_report(award, starts_on=date(2026, 6, 30), ends_on=date(2026, 9, 30))
    second = a_report(award, starts_on=date(2026, 7, 1), ends_on=date(2026, 9, 30))
    assert second.number == 2


@pytest.mark.parametrize(
    ("lacks", "sentence"),
    [
        ("documents", "vuoto"),
        ("file", "manca il file"),
        ("payment", "manca la data di pagamento"),
        ("late", "pagato dopo la fine del periodo"),
        ("lines", "non è imputato a nessuna voce"),
        ("future", "si invia da quel giorno"),
    ],
)
def test_a_report_is_not_sent_while_something_lacks(lacks: str, sentence: str) -> None:
    award = a_granted_project()
    tomorrow = clock.today() + timedelta(days=1)
    report = a_report(award, **({"ends_on": tomorrow} if lacks == "future" else {}))
    if lacks != "documents":
        paid = {"payment": None, "late": date(2026, 7, 1)}
        document = a_document(report, **({"paid_on": paid[lacks]} if lacks in paid else {}))
        if lacks != "file":
            document = with_its_file(document)
        if lacks != "lines":
            a_line(document)

    with pytest.raises(ExpenseRefused, match=sentence):
        expense_reports.send(report=report, actor=writer_of(award))

    assert ExpenseReport.objects.get(pk=report.pk).state == ReportState.DRAFT


def test_sending_twice_sends_once() -> None:
    award = a_granted_project()
    report = a_sent_report(award)

    again = expense_reports.send(report=report, actor=writer_of(award))

    assert (again.digest, again.sent_at) == (report.digest, report.sent_at)


def test_no_more_is_imputed_than_the_document_is_worth() -> None:
    document = a_document(a_report(a_granted_project()))
    a_line(document, "1220.00")

    with pytest.raises(ExpenseRefused, match=r"vale 1\.220,00.*ne imputi 1\.220,01"):
        a_line(document, "0.01", "prepare")


def test_a_category_of_other_rules_is_refused() -> None:
    document = a_document(a_report(a_granted_project()))

    with pytest.raises(ExpenseRefused, match="«yacht» non è una voce"):
        a_line(document, "1.00", "yacht")


def test_the_same_document_is_reported_once_in_a_project() -> None:
    award = a_granted_project()
    report = a_report(award)
    a_document(report, number="12/A")

    with pytest.raises(ExpenseRefused, match=r"già nel rendiconto n\. 1"):
        a_document(report, number="12 a")


def one_document_in_two_projects() -> tuple[ExpenseDocument, ExpenseDocument]:
    """An invoice of 1 000 € in drafts of two projects."""
    one, two = (
        with_its_file(a_document(a_report(award), number="77", total=EUR(1000), vat=EUR(0)))
        for award in (a_granted_project(), a_granted_project())
    )
    return one, two


def sent_with(document: ExpenseDocument, amount: str) -> ExpenseReport:
    a_line(document, amount)
    return expense_reports.send(report=document.report, actor=writer_of(document.report.award))


def test_the_same_document_in_two_projects_is_paid_no_more_than_its_total() -> None:
    first, document = one_document_in_two_projects()
    a_line(document, "400.01")  # while the other is a draft
    one = sent_with(first, "600.00").award

    with pytest.raises(ExpenseRefused, match=r"1\.000,01.*art\. 65, par\. 11") as refused:
        expense_reports.send(report=document.report, actor=writer_of(document.report.award))

    assert one.organisation.name not in str(refused.value)
    assert one.submission.protocol not in str(refused.value)
    (found,) = elsewhere([document])  # the office sees where
    assert (found.protocol, found.imputed) == (one.submission.protocol, EUR("600.00"))


def test_a_line_above_what_others_sent_is_refused_with_rule_limit_and_value() -> None:
    first, document = one_document_in_two_projects()
    sent_with(first, "600.00")

    with pytest.raises(ExpenseRefused) as refused:
        a_line(document, "400.01")

    assert str(refused.value) == (
        "Di una spesa si rimborsa al più il suo importo, in tutti i progetti insieme (art. 65, par. 11, "
        "Reg. UE 1303/2013): il documento vale 1.000,00\xa0€, in altri progetti ne sono imputati "
        "600,00\xa0€, qui ne imputi 400,01\xa0€."
    )
    a_line(document, "400.00")


def test_a_draft_elsewhere_charges_nothing_and_what_was_refused_there_neither() -> None:
    first, document = one_document_in_two_projects()
    a_line(document, "1000.00")

    sent = sent_with(first, "1000.00")
    assert charged(document).left == -EUR(1000)
    line = decided(sent.lines.get(), Verdict(LineState.REFUSED, reason="Non è del progetto."))

    found = charged(document)
    assert (found.here, found.elsewhere, found.left) == (EUR(1000), EUR(0), EUR(0))
    expense_reports.send(report=document.report, actor=writer_of(document.report.award))
    with pytest.raises(ExpenseRefused, match=r"in altri progetti ne sono imputati 1\.000,00"):
        decided(line)
    assert ExpenseLine.objects.get(pk=line.pk).accepted == EUR(0)
    assert problems() == []


def test_a_partner_writes_its_own_expenses_alone() -> None:
    partner = an_organisation()
    award = a_granted_project(partners=[partner])
    report = a_report(award)
    person = partner.created_by

    a_document(report, member=partner.fiscal_code, actor=person)
    with pytest.raises(ExpenseRefused, match="solo le spese del tuo ente"):
        a_document(report, actor=person)

    assert ExpenseDocument.objects.get(report=report).member == partner.fiscal_code


def test_who_spent_takes_part_in_the_project() -> None:
    with pytest.raises(ExpenseRefused, match="non fa parte"):
        a_document(a_report(a_granted_project()), member="99999999999")


def test_of_two_officers_on_a_line_the_second_is_told() -> None:
    line = a_sent_report(a_granted_project()).lines.get()
    first = officer()
    expense_checks.decide(
        line=line, verdict=Verdict(LineState.REFUSED, reason="No."), version=0, by=first
    )

    with pytest.raises(LineDecided, match=rf"{first} ha deciso questa riga: accettati 0,00"):
        expense_checks.decide(
            line=line, verdict=Verdict(LineState.ACCEPTED), version=0, by=officer()
        )


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        (Verdict(LineState.REFUSED), "Scrivi il motivo"),
        (Verdict(LineState.PARTLY, EUR(5)), "Scrivi il motivo"),
        (Verdict(LineState.PARTLY, EUR(1000), "Perché"), r"meno di 1\.000,00"),
        (Verdict(LineState.PARTLY, EUR(0), "Perché"), "più di zero"),
        (Verdict(LineState.PARTLY, None, "Perché"), "più di zero"),
    ],
)
def test_a_verdict_says_why_and_how_much(verdict: Verdict, sentence: str) -> None:
    line = a_sent_report(a_granted_project()).lines.get()

    with pytest.raises(ExpenseRefused, match=sentence):
        decided(line, verdict)


def test_a_sample_is_drawn_once_and_the_rest_accepted_after_it() -> None:
    award = a_granted_project()
    report = a_report(award)
    document = with_its_file(a_document(report))
    for _ in range(10):
        a_line(document, "10.00")
    report = expense_reports.send(report=report, actor=writer_of(award))

    drawn = expense_checks.draw(report=report, share=EUR("25.00"), by=officer())

    assert (drawn.count, len(drawn.drawn)) == (10, 3)
    with pytest.raises(ExpenseRefused, match="non si sorteggia due volte"):
        expense_checks.draw(report=report, share=EUR("25.00"), by=officer())
    with pytest.raises(ExpenseRefused, match="restano da controllare 3"):
        expense_checks.accept_rest(report=report, by=officer())
    for pk in drawn.drawn:
        decided(ExpenseLine.objects.get(pk=pk))
    assert expense_checks.accept_rest(report=report, by=officer()) == 7
    expense_checks.conclude(report=report, by=officer())


def test_at_the_final_report_the_limits_cut_what_was_accepted() -> None:
    award = a_granted_project()
    report = a_sent_report(award, is_final=True, prepare="20000.00", work="90000.00")

    closed(report)

    found = ExpenseReport.objects.get(pk=report.pk)
    assert (found.accepted_lines, found.cut) == (EUR(110_000), EUR(10_000))
    assert (accepted_expense(award), grant_due(award)) == (EUR(100_000), EUR(80_000))


def test_a_minimum_that_is_not_reached_asks_for_a_note() -> None:
    award = a_granted_project()
    report = a_sent_report(award, is_final=True, spread="600.00", work="400.00")

    with pytest.raises(ExpenseRefused, match=r"limite non è rispettato.*70"):
        closed(report)
    report.refresh_from_db()
    expense_checks.close(
        report=report, note="Il bando lo consente per forza maggiore.", by=manager()
    )

    assert accepted_expense(award) == EUR(1000)


def test_a_check_taken_up_again_is_closed_after() -> None:
    report = a_sent_report(a_granted_project())
    decided(report.lines.get())
    report = expense_checks.conclude(report=report, by=officer())

    report = expense_checks.reopen(report=report, reason="Una nota di credito.", by=manager())
    with pytest.raises(ExpenseRefused, match=r"controllo è concluso"):
        expense_checks.close(report=report, note="", by=manager())

    decided(report.lines.get(), Verdict(LineState.REFUSED, reason="Nota di credito."))
    assert closed(report).accepted_lines == 0


FROZEN = [
    "UPDATE funding_expenseline SET amount = amount + 1",
    "UPDATE funding_expenseline SET category = 'x'",
    "DELETE FROM funding_expenseline",
    "UPDATE funding_expensedocument SET number = 'x'",
    "UPDATE funding_expensereport SET ends_on = ends_on + 1",
    "UPDATE funding_expensereport SET digest = 'x'",
    "DELETE FROM funding_expensereport",
]


def raw(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("statement", FROZEN)
def test_what_was_sent_is_frozen_by_the_database(statement: str) -> None:
    a_sent_report(a_granted_project())

    with pytest.raises(Error, match=r"never changes|stays|are only added"):
        raw(statement)


def test_nobody_empties_the_tables() -> None:
    with pytest.raises(Error, match="are only added"):
        raw("TRUNCATE funding_expenseline")


def test_once_closed_no_decision_changes() -> None:
    closed(a_sent_report(a_granted_project()))

    for statement in (
        "UPDATE funding_expenseline SET version = version + 1",
        "UPDATE funding_expensereport SET cut = cut + 1",
        "UPDATE funding_expensereport SET state = 'sent'",
    ):
        with pytest.raises(Error, match=r"never changes|stays"):
            raw(statement)


def test_a_draft_that_was_begun_on_an_award_is_not_written_once_it_was_sent() -> None:
    award = a_granted_project()
    report = a_sent_report(award)
    document = report.documents.get()

    for attempt in (
        lambda: a_document(report),
        lambda: a_line(document, "1.00"),
        lambda: expenses.remove_document(document=document, actor=writer_of(award)),
        lambda: expenses.change_document(
            document=document, said=said_of(award), actor=writer_of(award)
        ),
    ):
        with pytest.raises(ExpenseRefused, match="già stato inviato"):
            attempt()
