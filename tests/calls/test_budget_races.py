"""Two administrators on the same last euros, with the protections on and off."""

import threading
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from calls.actions import budgets
from calls.engine.budgets import Change
from calls.models import BudgetMovement
from calls.policies.budgets import BudgetRefused
from calls.queries import verification
from calls.queries.figures import effects, mark_of
from tests.factories.budgets import FSE2, FSE2_FSC, FSE3, programme, reduction, transfer
from tests.factories.calls import an_act
from tests.fixtures.racing import race
from wecare.acts.models import Act
from wecare.ledger import actions as ledger
from wecare.ledger.models import Account
from wecare.ledger.queries import balance, problems, total_under

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

RIVALS = (transfer("1000.00", into=FSE3), transfer("1000.00", into=FSE2_FSC))


@pytest.fixture
def acts(transactional_db: None) -> list[Act]:
    """Two acts that dispose the same thousand euros, the only ones of the line."""
    with transaction.atomic():
        programme()
        return [an_act("DGR 50-2397"), an_act("DGR 50-2398")]


@pytest.fixture
def all_look_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits at the lines: both have looked at the money before either goes on."""
    looked = threading.Barrier(2)
    check = budgets.check_can_move

    def slow(change: Change, **told: Any) -> None:
        check(change, **told)
        looked.wait(timeout=20)

    monkeypatch.setattr(budgets, "check_can_move", slow)
    monkeypatch.setattr(budgets, "hold_lines", lambda _places: None)


@pytest.fixture
def accounts_are_there(acts: list[Act]) -> None:
    """The accounts of arrival exist already, so that opening them makes nobody wait."""
    with transaction.atomic():
        for place in (FSE3, FSE2_FSC):
            for code in (place.account, place.source):
                Account.objects.create(code=code, kind=code.split("/")[0])


@pytest.fixture
def unprotected(
    accounts_are_there: None,
    all_look_first: None,
    without_locks: None,
    both_look_at_the_accounts: None,
) -> None:
    """Nobody waits for anybody: not at the lines, nor at the audit chain, nor at the accounts."""


def move_both(acts: list[Act], *, seen: str = "") -> list[Any]:
    return race(
        2,
        lambda runner: budgets.move(change=RIVALS[runner], act=acts[runner], actor=None, seen=seen),
    )


def losers(outcomes: list[Any]) -> list[Any]:
    return [each for each in outcomes if not isinstance(each, BudgetMovement)]


def test_of_two_administrators_on_the_last_euros_one_wins_and_one_reads_why(
    acts: list[Act],
) -> None:
    outcomes = move_both(acts)

    (loser,) = losers(outcomes)
    assert isinstance(loser, BudgetRefused)
    assert "Restano liberi 0,00\xa0€" in str(loser)
    assert "non se ne possono togliere 1.000,00\xa0€" in str(loser)
    assert balance(FSE2.account) == Decimal("0.00")
    assert (total_under(""), verification.budgets(), problems()) == (Decimal("0.00"), [], [])


def test_who_confirms_after_reading_figures_that_moved_is_shown_the_new_ones(
    acts: list[Act],
) -> None:
    seen = {change: mark_of(effects(change)) for change in RIVALS}

    outcomes = race(
        2,
        lambda runner: budgets.move(
            change=RIVALS[runner], act=acts[runner], actor=None, seen=seen[RIVALS[runner]]
        ),
    )

    (loser,) = losers(outcomes)
    assert "I conti sono cambiati mentre leggevi" in str(loser)
    assert "Linea FSE2/unica, fondo FSE: ora sono liberi 0,00\xa0€" in str(loser)


def test_without_waiting_at_the_lines_the_ledger_still_lets_one_win(
    acts: list[Act], all_look_first: None
) -> None:
    outcomes = move_both(acts)

    assert [type(each) for each in losers(outcomes)] == [ledger.InsufficientFunds]
    assert balance(FSE2.account) == Decimal("0.00")


def test_without_any_lock_the_constraint_is_the_last_word(
    acts: list[Act], unprotected: None
) -> None:
    outcomes = move_both(acts)

    assert [type(each) for each in losers(outcomes)] == [IntegrityError]
    assert balance(FSE2.account) == Decimal("0.00")


def test_without_locks_and_constraint_the_same_race_overruns(
    acts: list[Act], unprotected: None, without_constraint: None
) -> None:
    outcomes = move_both(acts)

    assert losers(outcomes) == []
    assert balance(FSE2.account) == Decimal("-1000.00")
    assert any("below zero" in problem for problem in problems())


def test_at_every_instant_the_accounts_sum_to_zero(acts: list[Act]) -> None:
    """Many movements at once, with somebody who keeps adding everything up."""

    def run(runner: int) -> Any:
        if runner == 0:
            return {total_under("") for _look in range(40)}
        return [
            budgets.move(
                change=transfer("1.00") if runner % 2 else reduction("1.00"),
                act=an_act(f"DGR {runner}-{number}"),
                actor=None,
            )
            for number in range(5)
        ]

    seen, *moved = race(5, run)

    assert seen == {Decimal("0.00")}
    assert [len(each) for each in moved] == [5, 5, 5, 5]
    assert balance(FSE2.account) == Decimal("980.00")
    assert (verification.budgets(), problems()) == ([], [])
