"""Two at once: officers on one line, senders of one document, with the protections on and off."""

import threading
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from funding.actions.expenses import checks as expense_checks
from funding.actions.expenses import reports as expense_reports
from funding.actions.expenses.checks import LineDecided, Verdict
from funding.enums import LineState
from funding.models import ExpenseLine, ExpenseReport
from funding.policies.expenses import ExpenseRefused
from funding.queries.expenses.content import problems
from tests.factories.evaluation import officer
from tests.factories.expenses import (
    a_document,
    a_granted_project,
    a_line,
    a_report,
    a_sent_report,
    decided,
    with_its_file,
    writer_of,
)
from tests.fixtures.racing import meeting, race
from wecare.core import events

EUR = Decimal
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def line(transactional_db: None) -> ExpenseLine:
    with transaction.atomic():
        found: ExpenseLine = a_sent_report(a_granted_project()).lines.get()
    return found


def deciding(line: ExpenseLine) -> Any:
    people = [officer(), officer()]

    def run(number: int) -> ExpenseLine:
        return expense_checks.decide(
            line=ExpenseLine.objects.select_related("report").get(pk=line.pk),
            verdict=Verdict(LineState.REFUSED, reason=f"Motivo {number}"),
            version=0,
            by=people[number],
        )

    return run


def test_of_two_officers_on_one_line_one_is_told(line: ExpenseLine) -> None:
    answers = race(2, deciding(line))

    told = [each for each in answers if isinstance(each, LineDecided)]
    kept = [each for each in answers if isinstance(each, ExpenseLine)]
    assert (len(told), len(kept)) == (1, 1)
    assert ExpenseLine.objects.get(pk=line.pk).reason == kept[0].reason
    assert ExpenseLine.objects.get(pk=line.pk).version == 1


@pytest.fixture
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """No lock is taken, and both have read before either writes."""
    both = threading.Barrier(2)
    manager = type(ExpenseLine.objects.all())

    def unlocked(self: Any, **_options: Any) -> Any:
        return self

    monkeypatch.setattr(manager, "select_for_update", unlocked)
    monkeypatch.setattr(events, "record", lambda *_args, **_facts: None)
    accepted = expense_checks._accepted

    def slow(line: ExpenseLine, verdict: Verdict) -> Any:
        both.wait(timeout=20)
        return accepted(line, verdict)

    monkeypatch.setattr(expense_checks, "_accepted", slow)


@pytest.mark.usefixtures("nobody_waits")
def test_without_locks_one_decision_is_lost(line: ExpenseLine) -> None:
    answers = race(2, deciding(line))

    assert [type(each) for each in answers] == [ExpenseLine, ExpenseLine]  # neither was told


@pytest.mark.usefixtures("transactional_db")
def test_pressing_twice_at_once_sends_once() -> None:
    with transaction.atomic():
        report = a_report(a_granted_project())
        a_line(with_its_file(a_document(report)))
    person = writer_of(report.award)

    answers = race(4, lambda _number: expense_reports.send(report=report, actor=person))

    assert len({(each.state, each.digest, each.sent_at) for each in answers}) == 1


@pytest.mark.usefixtures("transactional_db")
def test_a_line_that_comes_with_the_send_is_in_it_or_is_refused() -> None:
    with transaction.atomic():
        report = a_report(a_granted_project())
        document = with_its_file(a_document(report))
        a_line(document, "1.00")
    person = writer_of(report.award)

    def run(number: int) -> Any:
        if number:
            return expense_reports.send(report=report, actor=person)
        return a_line(document, "2.00")

    added, _sent = race(2, run)

    assert isinstance(added, ExpenseLine | ExpenseRefused)
    assert ExpenseLine.objects.count() == (2 if isinstance(added, ExpenseLine) else 1)
    assert problems() == []


@pytest.fixture
def one_invoice_twice(transactional_db: None) -> list[ExpenseReport]:
    """Two projects charge 600 € each of the same invoice of 1 000 €, in reports that lack nothing else."""
    with transaction.atomic():
        found = [a_report(a_granted_project()) for _number in range(2)]
        for report in found:
            document = a_document(report, number="77", total=EUR(1000), vat=EUR(0))
            a_line(with_its_file(document), "600.00")
    return found


def sending(reports: list[ExpenseReport]) -> Any:
    people = [writer_of(each.award) for each in reports]
    return lambda number: expense_reports.send(report=reports[number], actor=people[number])


def test_of_two_projects_that_send_one_invoice_at_once_one_is_told(
    one_invoice_twice: list[ExpenseReport],
) -> None:
    answers = race(2, sending(one_invoice_twice))

    (told,) = [each for each in answers if isinstance(each, ExpenseRefused)]
    assert "vale 1.000,00\xa0€ e ne risultano imputati 1.200,00\xa0€" in str(told)
    assert "art. 65, par. 11" in str(told)
    states = ExpenseReport.objects.order_by("state").values_list("state", flat=True)
    assert list(states) == ["draft", "sent"]
    assert problems() == []


@pytest.fixture
def out_of_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a turn, and both have looked at what is charged before either goes on."""
    for module in (expense_reports, expense_checks):
        monkeypatch.setattr(module, "hold_turn", lambda: None)
    both = meeting(2)
    missing, check_within = expense_reports.missing, expense_checks.check_within

    def looked(*args: Any, **values: Any) -> Any:
        found = missing(*args, **values)
        both()
        return found

    def looked_within(*args: Any) -> None:
        check_within(*args)
        both()

    monkeypatch.setattr(expense_reports, "missing", looked)
    monkeypatch.setattr(expense_checks, "check_within", looked_within)


@pytest.mark.usefixtures("out_of_turn")
def test_out_of_turn_both_send_and_the_checks_see_it(
    one_invoice_twice: list[ExpenseReport],
) -> None:
    answers = race(2, sending(one_invoice_twice))

    assert [each.state for each in answers] == ["sent", "sent"]
    (told,) = problems()
    assert told.endswith("worth 1000.00, charged 1200.00 in all")


def raising_while_another_sends(reports: list[ExpenseReport]) -> Any:
    """An officer takes back what was refused in the first report while the second, which charges it, is sent."""
    first, second = reports
    expense_reports.send(report=first, actor=writer_of(first.award))
    line = decided(first.lines.get(), Verdict(LineState.REFUSED, reason="Manca il timbro."))
    desk, person = officer(), writer_of(second.award)

    def run(number: int) -> Any:
        if number:
            return expense_reports.send(report=second, actor=person)
        return expense_checks.decide(
            line=ExpenseLine.objects.select_related("report").get(pk=line.pk),
            verdict=Verdict(LineState.ACCEPTED),
            version=line.version,
            by=desk,
        )

    return run


def test_what_was_refused_is_taken_back_or_another_project_charges_it(
    one_invoice_twice: list[ExpenseReport],
) -> None:
    answers = race(2, raising_while_another_sends(one_invoice_twice))

    assert len([each for each in answers if isinstance(each, ExpenseRefused)]) == 1
    assert problems() == []


@pytest.mark.usefixtures("out_of_turn")
def test_out_of_turn_it_is_charged_twice(
    monkeypatch: pytest.MonkeyPatch, one_invoice_twice: list[ExpenseReport]
) -> None:
    with monkeypatch.context() as alone:
        alone.setattr(expense_reports, "missing", lambda *_args, **_values: [])
        run = raising_while_another_sends(one_invoice_twice)

    race(2, run)

    assert len(problems()) == 1
