"""A file that is being recorded and an administrator by hand, on the same last euros."""

import threading
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from calls.actions import budgets, imports
from calls.actions.imports import plan, work
from calls.enums import ImportState
from calls.models import BudgetImport, BudgetMovement
from calls.policies.budgets import BudgetRefused
from calls.queries import imports as queries
from calls.queries import verification
from tests.factories.budgets import FSE2, FSE2_FSC, FSE3, programme, transfer
from tests.factories.calls import an_act
from tests.factories.imports import bringing, carried_on, confirmed, row, tried
from tests.fixtures.racing import race
from wecare.acts.models import Act
from wecare.core import events
from wecare.ledger.models import Account
from wecare.ledger.queries import balance, problems, total_under

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

LAST = "1.000,00"  # all the money of the line


@pytest.fixture
def act(transactional_db: None) -> Act:
    """By which an administrator takes the same thousand euros, to another fund."""
    with transaction.atomic():
        programme()
        return an_act("DGR 50-2398")


@pytest.fixture
def accounts_are_there(act: Act) -> None:
    """The accounts of arrival exist already, so that opening them makes nobody wait."""
    with transaction.atomic():
        for place in (FSE3, FSE2_FSC):
            for code in (place.account, place.source):
                Account.objects.create(code=code, kind=code.split("/")[0])


@pytest.fixture
def job(act: Act) -> BudgetImport:
    """A file that takes the thousand euros, confirmed."""
    return confirmed(tried([row(importo=LAST)]))


@pytest.fixture
def both_look_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits at the lines: both have looked at the money before either goes on."""
    looked = threading.Barrier(2)
    for module in (budgets, plan):
        check = module.check_can_move

        def slow(*args: Any, check: Any = check, **told: Any) -> None:
            check(*args, **told)
            looked.wait(timeout=20)

        monkeypatch.setattr(module, "check_can_move", slow)
    for module in (budgets, work):
        monkeypatch.setattr(module, "hold_lines", lambda _places: None)


@pytest.fixture
def unprotected(
    accounts_are_there: None,
    both_look_first: None,
    without_locks: None,
    both_look_at_the_accounts: None,
) -> None:
    """Nobody waits for anybody: not at the lines, nor at the audit chain, nor at the accounts."""


def both(job: BudgetImport, act: Act) -> tuple[Any, Any]:
    """What the file and the administrator come to."""
    file, hand = race(
        2,
        lambda runner: (
            budgets.move(change=transfer("1000.00", into=FSE2_FSC), act=act, actor=None)
            if runner
            else carried_on(job)
        ),
    )
    return file, hand


def test_of_a_file_and_an_administrator_on_the_last_euros_one_wins_and_one_reads_why(
    job: BudgetImport, act: Act
) -> None:
    file, hand = both(job, act)

    if isinstance(hand, BudgetMovement):
        assert file.state == ImportState.REFUSED
        assert "ora sono liberi 0,00" in file.error
    else:
        assert file.state == ImportState.RECORDED
        assert isinstance(hand, BudgetRefused)
        assert "Restano liberi 0,00" in str(hand)
    assert balance(FSE2.account) == Decimal("0.00")
    assert total_under("") == Decimal("0.00")
    assert [*verification.budgets(), *queries.problems(), *problems()] == []
    assert events.verify_chain() == []


def test_without_waiting_at_the_lines_the_ledger_still_lets_one_win(
    job: BudgetImport, act: Act, both_look_first: None
) -> None:
    file, hand = both(job, act)

    winners = [isinstance(hand, BudgetMovement), file.state == ImportState.RECORDED]
    assert sorted(winners) == [False, True]
    assert balance(FSE2.account) == Decimal("0.00")


def test_without_any_lock_the_constraint_is_the_last_word(
    job: BudgetImport, act: Act, unprotected: None
) -> None:
    file, hand = both(job, act)

    winners = [isinstance(hand, BudgetMovement), file.state == ImportState.RECORDED]
    assert sorted(winners) == [False, True]
    assert balance(FSE2.account) == Decimal("0.00")


def test_without_locks_and_constraint_the_same_race_overruns(
    job: BudgetImport, act: Act, unprotected: None, without_constraint: None
) -> None:
    file, hand = both(job, act)

    assert isinstance(hand, BudgetMovement)
    assert file.state == ImportState.RECORDED
    assert balance(FSE2.account) == Decimal("-1000.00")
    assert any("below zero" in problem for problem in problems())


def test_two_workers_with_the_same_message_record_the_file_once(job: BudgetImport) -> None:
    outcomes = race(4, lambda _runner: carried_on(job))

    assert {type(each) for each in outcomes} == {BudgetImport}
    assert BudgetImport.objects.get().state == ImportState.RECORDED
    assert balance(FSE3.account) == Decimal("1000.00")


def test_two_people_who_confirm_the_same_money_from_two_files_win_once(act: Act) -> None:
    with transaction.atomic():
        jobs = [
            confirmed(tried([row(importo=LAST, atto_numero=f"7-{number}")])) for number in range(2)
        ]

    race(2, lambda runner: carried_on(jobs[runner]))

    states = sorted(BudgetImport.objects.values_list("state", flat=True))
    assert states == [ImportState.RECORDED, ImportState.REFUSED]
    assert balance(FSE2.account) == Decimal("0.00")


def test_how_far_it_is_shows_while_the_transaction_runs(
    act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else reads the rows done, and the lease, before anything is committed."""
    job = confirmed(tried([bringing("0,01", number) for number in range(3)]))
    seen: list[tuple[str, str, int]] = []
    post_all = work.post_all

    def looked_at(*args: Any, **options: Any) -> Any:
        posted = post_all(*args, **options)
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute(
                    "SELECT state, stage, (SELECT count(*) FROM calls_budgetmovement"
                    " WHERE brought_by_id = of_id) FROM calls_importprogress"
                    " JOIN calls_budgetimport ON id = of_id"
                )
                seen.extend(cursor.fetchall())
        finally:
            other.close()
        return posted

    monkeypatch.setattr(work, "post_all", looked_at)

    carried_on(job)

    assert seen == [("confirmed", "writing", 0)]
    assert imports.carry_on(job=job, read=None).state == ImportState.RECORDED  # type: ignore[arg-type]
