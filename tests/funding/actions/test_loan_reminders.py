"""Instalments of loans in letters and calendars: before they fall due, once they are late, and no more."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from funding.actions import money
from funding.actions.aid import reminders as loan_reminders
from funding.actions.aid import repayments
from funding.actions.aid.repayments import Receipt
from funding.enums import InstalmentStep
from funding.models import Disbursement, InstalmentReminder, LoanInstalment
from funding.queries.aid.loans import loan
from funding.queries.aid.terms import to_write
from funding.queries.awards.standing import on_desk
from funding.queries.expiries.due import end_of
from funding.tasks import remind_instalment
from tests.factories.accounts import PersonFactory
from tests.factories.acts import external
from tests.factories.aid import a_loan, today
from tests.factories.evaluation import manager, officer
from tests.factories.funding import ground
from tests.fixtures.database import Clock
from wecare.core.models import Event
from wecare.notices.engine.terms import terms_of
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db


def first_of(disbursement: Disbursement) -> LoanInstalment:
    return loan(disbursement).rows[0].instalment


def near(instalment: LoanInstalment, **before: int) -> datetime:
    return end_of(instalment.due_on) - timedelta(**before)


def paid(disbursement: Disbursement, amount: Decimal | str | None = None) -> None:
    row = loan(disbursement).rows[0]
    repayments.record(
        receipt=Receipt(
            disbursement,
            row.number,
            row.owed if amount is None else Decimal(amount),
            today(),
            f"CRO {amount}",
        ),
        by=officer(),
    )


def about_loans() -> list[str]:
    rows = Letter.objects.filter(template__startswith="funding/loan_instalment").order_by("pk")
    return list(rows.values_list("template", flat=True))


def test_who_borrows_is_reminded_a_week_and_two_days_before(clock: Clock) -> None:
    disbursement = a_loan()
    first = first_of(disbursement)
    assert list(to_write()) == []
    clock.set(near(first, days=6))

    assert list(to_write()) == [{"instalment_id": first.pk, "step": "week"}]
    for _twice in range(2):
        remind_instalment(instalment_id=first.pk, step="week")
    assert list(to_write()) == []
    clock.set(near(first, hours=2))
    assert list(to_write()) == [{"instalment_id": first.pk, "step": "days"}]
    remind_instalment(instalment_id=first.pk, step="days")

    assert list(to_write()) == []
    assert about_loans() == ["funding/loan_instalment_due"] * 2
    letter = Letter.objects.filter(template="funding/loan_instalment_due").earliest("pk")
    assert letter.person == disbursement.award.submission.submitted_by
    assert "Rata n. 1" in letter.subject
    assert "scade il" in letter.body
    assert f"/area/contributi/{disbursement.award_id}/#piano-1" in letter.body
    assert "mora" not in letter.body


def test_a_late_instalment_is_told_once_with_what_is_missing_and_its_interest(
    clock: Clock,
) -> None:
    disbursement = a_loan()
    first = first_of(disbursement)
    clock.set(near(first, days=1))
    remind_instalment(instalment_id=first.pk, step="days")
    paid(disbursement, "450.00")  # the interest of the plan alone
    clock.set(end_of(first.due_on) + timedelta(seconds=1))
    assert list(to_write()) == [{"instalment_id": first.pk, "step": "late"}]
    clock.set(end_of(first.due_on) + timedelta(days=30))

    for _twice in range(2):
        remind_instalment(instalment_id=first.pk, step="late")

    letter = Letter.objects.get(template="funding/loan_instalment_late")
    row = loan(disbursement).rows[0]
    assert row.late > 0
    for amount in (row.amount, row.left, row.late):
        whole, cents = f"{amount:,.2f}".split(".")
        assert f"{whole.replace(',', '.')},{cents}" in letter.body
    assert "art. 1284" in letter.body
    assert "non risulta pagata per intero" in letter.body
    assert list(to_write()) == []
    names = Event.objects.about(disbursement).filter(name__startswith="loan.instalment")
    assert list(names.order_by("pk").values_list("name", flat=True)) == [
        "loan.instalment_reminded",
        "loan.instalment_late_told",
    ]


def test_nothing_is_written_of_what_is_paid_or_of_an_award_that_ended(clock: Clock) -> None:
    settled, ended = a_loan(), a_loan()
    first = first_of(settled)
    clock.set(near(first, days=1))
    paid(settled)
    award = on_desk().get(pk=ended.award_id)
    act = external("DD 77/A2203A/2026")
    money.end(award=award, ground=ground("r1", act=act), by=manager())
    clock.set(end_of(first.due_on) + timedelta(days=1))

    assert list(to_write()) == []
    for each in (first, first_of(ended)):
        assert loan_reminders.remind(instalment=each, step=InstalmentStep.LATE) is None
    assert about_loans() == []


def test_an_instalment_of_a_plan_that_was_replaced_is_not_written_about(clock: Clock) -> None:
    disbursement = a_loan()
    old = first_of(disbursement)
    repayments.repay_early(
        disbursement=disbursement,
        capital=Decimal(20_000),
        on=today(),
        reference="E1",
        by=officer(),
    )
    clock.set(near(old, days=6))

    (asked,) = to_write()

    assert asked["instalment_id"] == first_of(disbursement).pk != old.pk
    assert loan_reminders.remind(instalment=old, step=InstalmentStep.WEEK) is None


def test_the_next_instalments_are_in_the_calendar_of_who_borrows_alone(clock: Clock) -> None:
    disbursement = a_loan()
    first = first_of(disbursement)
    clock.set(near(first, days=60))
    person = disbursement.award.submission.submitted_by

    (term,) = [each for each in terms_of(person) if each.uid.startswith("rata-")]

    assert (term.uid, term.at) == (f"rata-{first.pk}", end_of(first.due_on))
    assert term.path == f"/area/contributi/{disbursement.award_id}/#piano-1"
    assert list(terms_of(PersonFactory())) == []
    clock.set(near(first, days=1))
    paid(disbursement)
    assert not any(each.uid == term.uid for each in terms_of(person))


def test_the_sweep_asks_in_few_queries_however_many_are_late(
    clock: Clock, django_assert_max_num_queries: Any
) -> None:
    loans = [a_loan() for _each in range(3)]
    clock.set(end_of(first_of(loans[0]).due_on) + timedelta(days=1))

    with django_assert_max_num_queries(3):
        assert len(list(to_write())) == 3


def test_what_was_written_stays(clock: Clock) -> None:
    first = first_of(a_loan())
    clock.set(near(first, days=6))
    remind_instalment(instalment_id=first.pk, step="week")
    reminders = InstalmentReminder.objects.filter(instalment=first)

    with pytest.raises(DatabaseError), transaction.atomic():
        reminders.update(letters=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        reminders.delete()
