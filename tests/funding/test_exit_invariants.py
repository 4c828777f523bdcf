"""What must hold of exits and recoveries is told when it does not; pages and calendars ask in bulk."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evaluation.actions import departures
from evaluation.enums import DepartureKind
from evaluation.queries.scrolling import row_of
from funding.actions import money
from funding.actions.exits import recoveries
from funding.models import Closure, Recovery
from funding.queries import verification
from funding.queries.awards.standing import on_desk
from tests.factories.acts import external
from tests.factories.evaluation import manager, officer
from tests.factories.exits import adopted_revocation, awarded, started
from tests.factories.funding import ground
from wecare.core import clock as the_clock
from wecare.notices.engine.terms import terms_of

pytestmark = pytest.mark.django_db

EUR = Decimal


def test_an_award_that_ended_with_payments_and_no_claim_is_told() -> None:
    award, _list, sent = awarded(paid=10_000)
    act = external("DD 99/A2203A/2026")
    row = row_of(sent[0].application)
    assert row is not None
    departures.record(row, DepartureKind.REVOKED, reason="Revoca.", act=act, by=manager())

    money.end(award=award, ground=ground("r1", act=act), by=manager())

    assert verification.recoveries() == [f"award {award.pk}: it ended, 10000.00 paid, 0.00 claimed"]


def test_a_closed_award_with_something_committed_is_told() -> None:
    award, _list, _sent = awarded(paid=10_000)

    Closure.objects.create(
        award=award,
        due=EUR(10_000),
        saved=EUR(1),
        reason="x",
        closed_by=manager(),
        closed_at=the_clock.now(),
    )

    closure = Closure.objects.get()
    assert verification.exits() == [
        f"closure {closure.pk}: saved 1.00, taken 0.00",
        f"award {award.pk}: it is closed, 70000.00 still committed",
    ]


def test_a_claim_that_got_back_more_or_moved_nothing_is_told(clock: Any) -> None:
    award, _list, _sent = awarded(paid=10_000)
    adopted_revocation(award, clock)
    claim = Recovery.objects.get()

    payment = claim.payments.create(
        reference="a mano",
        received_on=claim.since,
        amount=EUR(10_001),
        interest=EUR(0),
        capital=EUR(10_001),
        recorded_by=officer(),
        recorded_at=the_clock.now(),
    )

    assert verification.recoveries() == [
        f"award {award.pk}: it ended, 10000.00 paid, -1.00 claimed",
        f"claim {claim.pk}: 10000.00, came back 10001.00",
        f"recovery-payment/{payment.pk}: capital 10001.00, moved 0.00",
    ]


def asked(run: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        run()
    return len(queries)


def test_the_page_of_a_claim_and_of_its_award_ask_as_much_for_many_payments(clock: Any) -> None:
    award, _list, _sent = awarded(paid=10_000)
    adopted_revocation(award, clock)
    claim = Recovery.objects.get()
    client = Client()
    client.force_login(officer(), backend="wecare.accounts.backends.PasswordBackend")
    base = f"/ufficio/contributi/{award.pk}/"
    pages = (base, f"{base}recuperi/{claim.pk}/")

    def pay(reference: str) -> None:
        recoveries.receive(
            recovery=claim,
            amount=EUR(10),
            received_on=claim.since,
            reference=reference,
            by=officer(),
        )

    pay("1")
    for page in pages:
        client.get(page)
    few = [asked(lambda page=page: client.get(page)) for page in pages]
    for number in range(2, 12):
        pay(str(number))

    many = [asked(lambda page=page: client.get(page)) for page in pages]
    assert many == few


def test_the_calendar_of_the_office_asks_as_much_for_many_procedures() -> None:
    award, _list, sent = awarded()
    desk = officer()
    started(award)
    terms_of(desk)
    few = asked(lambda: terms_of(desk))
    for each in sent[1:3]:
        started(on_desk().get(submission=each, state="granted"))

    assert asked(lambda: terms_of(desk)) == few
