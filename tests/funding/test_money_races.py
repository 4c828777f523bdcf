"""Sixteen people move money of one call at once; a stranger looks at the ledger every ten milliseconds."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction

from evaluation.actions import departures, scrolls
from evaluation.enums import DepartureKind
from evaluation.models import RankedList
from evaluation.queries.scrolling import row_of
from funding.actions import decrees, money
from funding.enums import ReductionKind
from funding.models import Award, Decree
from funding.queries import verification
from funding.queries.awards.standing import on_desk, standing
from tests.factories.acts import external
from tests.factories.evaluation import manager, officer
from tests.factories.funding import ground, published_decree, rendered_decree
from tests.factories.scrolls import renounced, scrolled, short_list
from tests.fixtures.racing import race
from wecare.core import events
from wecare.core.errors import DomainError
from wecare.ledger import actions as ledger
from wecare.ledger.models import Movement
from wecare.ledger.queries import problems

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

EUR = Decimal
RUNNERS = 16


@pytest.fixture
def granted(transactional_db: None) -> tuple[RankedList, list[Award]]:
    """A list of eight, three of whom have money: 80 000, 80 000, and 40 000 in part."""
    with transaction.atomic():
        ranked_list, sent = short_list(count=8)
        published_decree(ranked_list)
        awards = [on_desk().get(submission=each) for each in sent[:3]]
    return ranked_list, awards


@contextmanager
def watched() -> Iterator[list[tuple[Decimal, Decimal]]]:
    """What another connection sees every 10 ms: the sum of all accounts, the lowest that may not be below
    zero.
    """
    seen: list[tuple[Decimal, Decimal]] = []
    is_over = threading.Event()

    def look() -> None:
        try:
            while not is_over.is_set():
                with connection.cursor() as cursor:
                    cursor.execute(
                        "SELECT sum(balance), min(balance) FILTER (WHERE kind <> 'source')"
                        " FROM ledger_account"
                    )
                    seen.append(cursor.fetchone())
                time.sleep(0.01)
        finally:
            connections.close_all()

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        is_over.set()
        watcher.join()


def pays(award: Award, amount: str, runner: int) -> Movement:
    return money.pay(award=award, amount=EUR(amount), ground=ground(f"pay/{runner}"), by=None)


def test_sixteen_people_at_once_never_overrun(granted: tuple[RankedList, list[Award]]) -> None:
    ranked_list, (first, second, third) = granted
    clerk, boss = officer(), manager()
    with transaction.atomic():
        act = external("DD 99/A2203A/2026")
        pays(first, "60000", 100)
        pays(second, "50000", 101)
        money.reduce(
            award=second,
            kind=ReductionKind.PARTIAL_REVOCATION,
            amount=EUR(60_000),
            reason="Attività non svolte.",
            ground=ground("reduce/1", act=act),
            by=boss,
        )
        renounced(third.submission)
        waiting = rendered_decree(scrolled(ranked_list))

    def end() -> Award:
        with transaction.atomic():
            row = row_of(first.submission.application)
            assert row is not None
            ended = money.end(award=first, ground=ground("end/1", act=act), by=boss)
            departures.record(row, DepartureKind.REVOKED, reason="Revoca.", act=act, by=boss)
            return ended

    steps: list[Callable[[int], Any]] = [
        lambda _n: decrees.adopt(decree=waiting, by=boss),
        lambda _n: decrees.adopt(decree=waiting, by=boss),
        *[lambda n: pays(first, "7000", n)] * 5,
        lambda _n: end(),
        *[
            lambda n: money.take_back(
                award=second, amount=EUR(9000), ground=ground(f"back/{n}"), by=clerk
            )
        ]
        * 5,
        lambda n: money.reduce(
            award=first,
            kind=ReductionKind.SAVING,
            amount=EUR(3000),
            reason="Speso meno.",
            ground=ground(f"saving/{n}"),
            by=clerk,
        ),
        *[lambda _n: scrolls.draw_up(call=ranked_list.call, by=clerk)] * 2,
    ]
    assert len(steps) == RUNNERS

    with watched() as seen:
        outcomes = race(RUNNERS, lambda runner: steps[runner](runner))

    unexpected = [
        each
        for each in outcomes
        if isinstance(each, Exception) and not isinstance(each, DomainError)
    ]
    assert unexpected == []
    assert len(seen) > RUNNERS
    assert {total for total, _lowest in seen} == {EUR(0)}
    assert min(lowest for _total, lowest in seen) >= 0
    adopted = sum(isinstance(each, Decree) for each in outcomes)
    is_ended = on_desk().get(pk=first.pk).state == "released"
    assert adopted == 1 or (adopted == 0 and is_ended)  # who left before stops the decree
    assert standing(on_desk().get(pk=second.pk)).paid == EUR(50_000) - 3 * EUR(9000)
    assert [*verification.decrees(), *verification.awards(), *verification.money()] == []
    assert (problems(), events.verify_chain()) == ([], [])


@contextmanager
def without_protection(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody waits at the award, and all have looked at its money and its account before any goes on."""
    looked = threading.Barrier(5)
    check = ledger._check_funds

    def slow(*args: Any) -> None:
        check(*args)
        looked.wait(timeout=30)

    with monkeypatch.context() as patched:
        patched.setattr(money, "hold", lambda award: on_desk().get(pk=award.pk))
        patched.setattr(ledger, "_check_funds", slow)
        yield


def test_without_the_lock_five_payments_of_one_award_meet_in_the_database(
    granted: tuple[RankedList, list[Award]],
    monkeypatch: pytest.MonkeyPatch,
    without_locks: None,
) -> None:
    _ranked_list, (first, *_others) = granted

    pays(first, "5000", 5)  # the account of what is paid exists: nobody waits for its row

    with without_protection(monkeypatch):
        outcomes = race(5, lambda runner: pays(first, "30000", runner))

    assert sum(isinstance(each, Movement) for each in outcomes) == 2
    assert sum(isinstance(each, IntegrityError) for each in outcomes) == 3
    assert standing(on_desk().get(pk=first.pk)).committed == EUR(15_000)


def test_without_lock_and_constraint_the_same_payments_overrun(
    granted: tuple[RankedList, list[Award]],
    monkeypatch: pytest.MonkeyPatch,
    without_locks: None,
    without_constraint: None,
) -> None:
    _ranked_list, (first, *_others) = granted

    pays(first, "5000", 5)

    with without_protection(monkeypatch), watched() as seen:
        outcomes = race(5, lambda runner: pays(first, "30000", runner))
        time.sleep(0.05)

    assert sum(isinstance(each, Movement) for each in outcomes) == 5
    assert standing(on_desk().get(pk=first.pk)).committed == EUR(-75_000)
    assert min(lowest for _total, lowest in seen) < 0
    assert any("below zero" in problem for problem in problems())
