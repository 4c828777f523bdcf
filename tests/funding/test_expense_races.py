"""Two at once: officers on one line, senders of one document, with the protections on and off."""

import threading
from typing import Any

import pytest
from django.db import transaction

from funding.actions.expenses import checks as expense_checks
from funding.actions.expenses import reports as expense_reports
from funding.actions.expenses.checks import LineDecided, Verdict
from funding.enums import LineState
from funding.models import ExpenseLine
from funding.policies.expenses import ExpenseRefused
from funding.queries.expenses.content import problems
from tests.factories.evaluation import officer
from tests.factories.expenses import (
    a_document,
    a_granted_project,
    a_line,
    a_report,
    a_sent_report,
    with_its_file,
    writer_of,
)
from tests.fixtures.racing import race
from wecare.core import events

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
