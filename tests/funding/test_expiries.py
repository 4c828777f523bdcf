"""What expires when: each kind of term is told until it is dealt with, by as many queries for many."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from funding.actions import money
from funding.actions.aid import repayments
from funding.actions.aid.repayments import Receipt
from funding.actions.exits import instalments, recoveries
from funding.actions.payments import checks as payment_checks
from funding.actions.payments import requests as payments
from funding.enums import InstalmentKind, RegisterKind
from funding.models import Award, Recovery
from funding.queries.aid.loans import loan
from funding.queries.exits.recoveries import statement_of
from funding.queries.exits.terms import of_beneficiary
from funding.queries.expiries import Expiring, awards, expiring, owed
from funding.queries.expiries.due import Due
from tests.evaluation.views.conftest import browser_of
from tests.factories.acts import external
from tests.factories.aid import a_loan
from tests.factories.conditions import accepted, today, wants
from tests.factories.conditions import answered as register_said
from tests.factories.evaluation import (
    manager,
    officer,
)
from tests.factories.exits import adopted_revocation, assessed, awarded, started
from tests.factories.frozen import sent_with
from tests.factories.funding import an_award, ground
from tests.factories.payments import (
    answered,
    approved,
    asked,
    checked,
    claim,
    ordered,
    planned,
    surety,
)
from tests.fixtures.database import Clock
from wecare.accounts.models import Person
from wecare.core import clock as the_clock
from wecare.core.money import format_amount

pytestmark = pytest.mark.django_db

EUR = Decimal
TERMS = "/ufficio/contributi/scadenze/"


def within(days: int = 90) -> datetime:
    return the_clock.now() + timedelta(days=days)


def told(kind: str, days: int = 90) -> list[Expiring]:
    """The terms of a kind, by the beginning of their keys."""
    return [each for each in expiring(within(days)) if each.key.startswith(f"{kind}-")]


def moved(clock: Clock, days: int) -> None:
    clock.set(the_clock.now() + timedelta(days=days))


def sends_for(award: Award) -> Person:
    return award.submission.submitted_by


def received(recovery: Recovery, capital: int, reference: str) -> None:
    """So much of the capital, with the interest of today."""
    due = statement_of(recovery, at=today())
    recoveries.receive(
        recovery=recovery,
        amount=min(due.interest + capital, due.due),
        received_on=today(),
        reference=reference,
        by=officer(),
    )


def amount(euro: int | Decimal) -> str:
    return format_amount(Decimal(euro))


def test_an_award_is_to_be_accepted_within_its_days(clock: Clock) -> None:
    award = an_award()

    (term,) = told("accettazione")

    assert (term.organisation, term.protocol, term.call, term.waits_for) == (
        award.organisation.name,
        award.submission.protocol,
        award.decree.ranked_list.call.title,
        "il beneficiario",
    )
    assert term.url == f"/ufficio/contributi/{award.pk}/"
    assert localdate(term.at) >= today() + timedelta(days=30)
    assert told("accettazione", 20) == []
    assert term.what in browser_of(officer()).get(TERMS).content.decode()
    moved(clock, 40)
    assert [each.at for each in told("accettazione", 0)] == [term.at]
    accepted_late = an_award()
    accepted(accepted_late)
    assert [each.protocol for each in told("accettazione")] == [term.protocol]


def test_an_award_that_ended_is_to_be_accepted_no_more() -> None:
    award = an_award()
    money.end(award=award, ground=ground("e", act=external()), by=manager())

    assert told("accettazione") == []


def test_a_notice_of_revocation_waits_for_an_answer_then_for_the_office(clock: Clock) -> None:
    award, _list, _sent = awarded()
    found = started(award)

    (term,) = told("avvio-di-revoca")

    assert term.at == found.answer_until - timedelta(seconds=1)
    assert term.waits_for == "il beneficiario"
    assert term.url == f"/ufficio/contributi/{award.pk}/revoche/{found.pk}/"
    assert browser_of(officer()).get(term.url).status_code == 200
    moved(clock, 12)
    assert [each.waits_for for each in told("avvio-di-revoca", 0)] == ["l'ufficio"]


def test_a_notice_that_was_assessed_waits_for_no_answer(clock: Clock) -> None:
    award, _list, _sent = awarded()
    assessed(award, clock)

    assert told("avvio-di-revoca") == []


def test_a_surety_is_told_until_the_balance_is_paid(tmp_path: Path) -> None:
    award = an_award()
    planned(award, surety=True)
    payment = asked(award, surety=surety(tmp_path))

    (term,) = told("fideiussione", 400)

    assert term.what == "Fideiussione n. FID-1"
    assert localdate(term.at) == today() + timedelta(days=400)
    assert term.url == f"/ufficio/contributi/{award.pk}/pagamenti/{payment.pk}/"
    assert browser_of(officer()).get(term.url).status_code == 200
    assert told("fideiussione", 399) == []
    answered(ordered(approved(checked(payment))))
    assert len(told("fideiussione", 400)) == 1
    for kind, amount in ((InstalmentKind.INTERIM, 32_000), (InstalmentKind.BALANCE, 16_000)):
        assert len(told("fideiussione", 400)) == 1
        answered(ordered(approved(checked(asked(award, kind, amount)))))
    assert told("fideiussione", 400) == []


def test_only_the_last_surety_of_a_request_that_stands_is_told(tmp_path: Path) -> None:
    award = an_award()
    planned(award, surety=True)
    payment = asked(award, surety=surety(tmp_path))
    payment_checks.give_back(payment=payment, reason="La fideiussione è breve.", by=officer())
    payments.resend(
        payment=payment, claim=claim(surety=surety(tmp_path, days=500)), actor=payment.asked_by
    )

    assert [localdate(each.at) for each in told("fideiussione", 600)] == [
        today() + timedelta(days=500)
    ]
    payments.withdraw(payment=payment, actor=payment.asked_by)
    assert told("fideiussione", 600) == []


def test_after_a_revocation_a_surety_is_told_as_long_as_something_is_claimed(
    clock: Clock, tmp_path: Path
) -> None:
    award, _list, _sent = awarded()
    planned(award, surety=True)
    answered(ordered(approved(checked(asked(award, surety=surety(tmp_path))))))
    adopted_revocation(award, clock)
    claimed = Recovery.objects.get()

    assert len(told("fideiussione", 500)) == 1
    received(claimed, 32_000, "CRO 1")
    assert told("fideiussione", 500) == []


def test_a_claim_is_told_by_its_day_with_what_is_missing(clock: Clock) -> None:
    award, _list, _sent = awarded(paid=30_000)
    adopted_revocation(award, clock)
    claimed = Recovery.objects.get()

    (term,) = told("recupero")

    assert localdate(term.at) == claimed.pay_by
    assert term.what == "Da restituire 30.000,00 €"
    assert term.url == f"/ufficio/contributi/{award.pk}/recuperi/{claimed.pk}/"
    assert browser_of(officer()).get(term.url).status_code == 200
    received(claimed, 10_000, "CRO 1")
    assert [each.what for each in told("recupero")] == ["Da restituire 20.000,00 €"]
    received(claimed, 20_000, "CRO 2")
    assert told("recupero") == []


def test_a_claim_with_instalments_is_told_by_each_of_them(clock: Clock) -> None:
    award, _list, _sent = awarded(paid=30_000)
    adopted_revocation(award, clock)
    claimed = Recovery.objects.get()
    received(claimed, 6_000, "CRO 1")
    plan = instalments.ask(recovery=claimed, count=3, reason="Cassa.", by=sends_for(award))
    first = today() + timedelta(days=20)
    instalments.decide(plan=plan, granted=True, first=first, answer="", by=manager())
    days = [each.due_on for each in plan.instalments.order_by("number")]

    assert [(localdate(each.at), each.what) for each in told("recupero", 400)] == [
        (day, "Da restituire 8.000,00 €") for day in days
    ]
    (mine,) = (each for each in of_beneficiary(sends_for(award)) if each.at > the_clock.now())
    assert (localdate(mine.at), "8.000,00" in mine.title) == (days[0], True)
    received(claimed, 10_000, "CRO 2")
    assert [(localdate(each.at), each.what) for each in told("recupero", 400)] == [
        (days[1], "Da restituire 6.000,00 €"),
        (days[2], "Da restituire 8.000,00 €"),
    ]


def test_the_instalments_of_a_loan_are_told_until_they_are_paid(clock: Clock) -> None:
    disbursement = a_loan("60000")
    rows = loan(disbursement).rows

    found = told("rata", 400)

    assert [localdate(each.at) for each in found] == [row.due_on for row in rows][: len(found)]
    assert found[0].what == f"Rata 1 del prestito: {amount(rows[0].left)}"
    assert found[0].url == f"/ufficio/contributi/{disbursement.award_id}/#piano-1"
    page = browser_of(officer()).get(found[0].url.partition("#")[0]).content.decode()
    assert 'id="piano-1"' in page
    part = rows[0].amount - 1
    for number, paid in enumerate((part, EUR(1)), start=1):
        receipt = Receipt(disbursement, 1, paid, today(), f"TRN-{number}")
        repayments.record(receipt=receipt, by=officer())
        left = told("rata", 400)
        if number == 1:
            assert left[0].what == "Rata 1 del prestito: 1,00 €"
    assert [each.key for each in left] == [each.key for each in found[1:]]
    money.end(award=disbursement.award, ground=ground("e", act=external()), by=manager())
    assert told("rata", 400) == []


def test_a_durc_is_told_while_a_payment_waits_and_the_call_wants_it() -> None:
    award = an_award()
    call = award.decree.ranked_list.call
    until = today() + timedelta(days=50)
    register_said(award.submission, RegisterKind.DURC, valid_until=today() + timedelta(days=5))
    register_said(award.submission, RegisterKind.DURC, valid_until=until)
    planned(award)
    payment = asked(award)
    assert told("durc") == []

    wants(call, durc=True)

    (term,) = told("durc")
    assert localdate(term.at) == until
    assert award.organisation.fiscal_code in term.what
    assert browser_of(officer()).get(term.url).status_code == 200
    payments.withdraw(payment=payment, actor=payment.asked_by)
    assert told("durc") == []


def _to_accept(_clock: Clock, _folder: Path) -> None:
    an_award()


def _to_end(_clock: Clock, _folder: Path) -> None:
    sent_with(an_award(), starts_on=str(today()), months=1)


def _noticed(_clock: Clock, _folder: Path) -> None:
    started(awarded()[0])


def _secured(_clock: Clock, folder: Path) -> None:
    award = an_award()
    planned(award, surety=True)
    asked(award, surety=surety(folder))


def _durc(_clock: Clock, _folder: Path) -> None:
    award = an_award()
    wants(award.decree.ranked_list.call, durc=True)
    register_said(award.submission, RegisterKind.DURC, valid_until=today() + timedelta(days=5))
    planned(award)
    asked(award)


def _claimed(clock: Clock, _folder: Path) -> None:
    award, _list, _sent = awarded()
    by_request = ground(f"paid-{award.pk}")
    money.pay(award=award, amount=EUR(30_000), ground=by_request, by=officer())
    adopted_revocation(award, clock)
    found = Recovery.objects.get(award=award)
    plan = instalments.ask(recovery=found, count=3, reason="Cassa.", by=sends_for(award))
    first = today() + timedelta(days=20)
    instalments.decide(plan=plan, granted=True, first=first, answer="", by=manager())


def _lent(_clock: Clock, _folder: Path) -> None:
    a_loan("60000")


@pytest.mark.parametrize(
    ("source", "more"),
    [
        (awards.acceptances, _to_accept),
        (awards.ends, _to_end),
        (awards.notices, _noticed),
        (awards.sureties, _secured),
        (awards.durc, _durc),
        (owed.recoveries, _claimed),
        (owed.instalments, _lent),
    ],
)
def test_a_source_asks_as_many_queries_for_many_as_for_one(
    source: Callable[[datetime], Iterator[Due]],
    more: Callable[[Clock, Path], None],
    clock: Clock,
    tmp_path: Path,
) -> None:
    def asks() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as counter:
            found = list(source(within(500)))
        return len(found), len(counter)

    more(clock, tmp_path)
    one, few = asks()
    more(clock, tmp_path)
    more(clock, tmp_path)

    assert one
    assert asks() == (3 * one, few)
