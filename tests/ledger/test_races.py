"""The last euros, asked for by many at once, with the protections on and off."""

import time
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, transaction

from tests.factories.ledger import AVAILABLE, RESERVED, allocated, committed_to, moved
from tests.fixtures.racing import meeting, race
from wecare.ledger import actions
from wecare.ledger.actions import InsufficientFunds
from wecare.ledger.models import Movement
from wecare.ledger.queries import balance, problems

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

RUNNERS = [2, 4, 16]
OTHER = "available/FSE/FSE3/unica"


@pytest.fixture
def reserved() -> None:
    """One hundred euros in the lot."""
    with transaction.atomic():
        allocated("100.00")
        moved("100.00", out_of=AVAILABLE, into=RESERVED, key="reserve")


@pytest.fixture
def slow_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking at the money and taking it there is time for everyone to look."""
    check = actions._check_funds

    def slow(*args: Any) -> None:
        check(*args)
        time.sleep(0.1)

    monkeypatch.setattr(actions, "_check_funds", slow)


def all_look(monkeypatch: pytest.MonkeyPatch, runners: int) -> None:
    """Nobody takes the money before all have looked at it."""
    check, all_looked = actions._check_funds, meeting(runners)

    def slow(*args: Any) -> None:
        check(*args)
        all_looked()

    monkeypatch.setattr(actions, "_check_funds", slow)


def take(amount: str, runner: int) -> Movement:
    return moved(
        amount,
        out_of=RESERVED,
        into=committed_to(f"{runner}-2026"),
        kind="commitment",
        key=f"decree-{runner}",
    )


def winners(outcomes: list[Any]) -> list[Movement]:
    return [outcome for outcome in outcomes if isinstance(outcome, Movement)]


def kinds_of_losers(outcomes: list[Any]) -> set[type]:
    return {type(outcome) for outcome in outcomes if not isinstance(outcome, Movement)}


@pytest.mark.parametrize("runners", RUNNERS)
def test_the_last_euros_are_taken_once(reserved: None, slow_check: None, runners: int) -> None:
    outcomes = race(runners, lambda runner: take("100.00", runner))

    assert len(winners(outcomes)) == 1
    assert kinds_of_losers(outcomes) == {InsufficientFunds}
    assert balance(RESERVED) == Decimal("0.00")
    assert problems() == []


def test_as_many_win_as_the_money_is_enough_for(reserved: None, slow_check: None) -> None:
    outcomes = race(8, lambda runner: take("30.00", runner))

    assert len(winners(outcomes)) == 3
    assert kinds_of_losers(outcomes) == {InsufficientFunds}
    assert balance(RESERVED) == Decimal("10.00")


@pytest.mark.parametrize("runners", RUNNERS)
def test_without_the_locks_the_constraint_is_the_last_word(
    reserved: None, monkeypatch: pytest.MonkeyPatch, without_locks: None, runners: int
) -> None:
    all_look(monkeypatch, runners)

    outcomes = race(runners, lambda runner: take("100.00", runner))

    assert len(winners(outcomes)) == 1
    assert IntegrityError in kinds_of_losers(outcomes)
    assert balance(RESERVED) == Decimal("0.00")


@pytest.mark.parametrize("runners", RUNNERS)
def test_without_locks_and_constraint_the_same_race_overruns(
    reserved: None,
    monkeypatch: pytest.MonkeyPatch,
    without_locks: None,
    without_constraint: None,
    runners: int,
) -> None:
    all_look(monkeypatch, runners)

    outcomes = race(runners, lambda runner: take("100.00", runner))

    assert len(winners(outcomes)) > 1
    assert balance(RESERVED) < 0
    assert any("below zero" in problem for problem in problems())


def test_one_key_at_once_from_many_is_one_movement(reserved: None) -> None:
    outcomes = race(
        16,
        lambda _runner: moved(
            "10.00", out_of=RESERVED, into=committed_to("1-2026"), key="decree-1"
        ),
    )

    assert len(set(winners(outcomes))) == 1
    assert len(winners(outcomes)) == 16
    assert balance(RESERVED) == Decimal("90.00")


def crosswise(runner: int) -> None:
    """Two movements in one transaction, out of two accounts in an order that alternates."""
    first, second = (AVAILABLE, OTHER) if runner % 2 else (OTHER, AVAILABLE)
    with transaction.atomic():
        moved("1.00", out_of=first, into=RESERVED, key=f"cross-{runner}-first")
        time.sleep(0.05)
        moved("1.00", out_of=second, into=RESERVED, key=f"cross-{runner}-second")


@pytest.fixture
def two_accounts(transactional_db: None) -> None:
    with transaction.atomic():
        allocated("100.00")
        allocated("100.00", into=OTHER)


def test_transactions_that_want_two_accounts_crosswise_wait_for_each_other(
    two_accounts: None,
) -> None:
    outcomes = race(8, crosswise)

    assert outcomes == [None] * 8
    assert (balance(AVAILABLE), balance(OTHER)) == (Decimal("92.00"), Decimal("92.00"))


def test_without_the_audit_chain_before_the_accounts_they_stop_each_other(
    two_accounts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions.events, "record", lambda *_args, **_facts: None)

    outcomes = race(8, crosswise)

    assert {type(outcome) for outcome in outcomes} == {type(None), OperationalError}
