"""Withdrawals that meet each other, sends and the closing; each with a control."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from applicants.actions import withdrawals
from applicants.models import Submission, Withdrawal
from applicants.policies.withdrawing import WithdrawalRefused
from applicants.queries import verification
from applicants.queries.submissions import live_of
from calls.actions import calls, desks
from calls.models import Call, DeskLot
from calls.queries.calls import Gate
from tests.factories.applicants import complete, resumed, sent, withdrawn
from tests.factories.calls import a_complete_draft, published_call
from tests.fixtures.database import Clock
from tests.fixtures.racing import meeting, race
from wecare.core import clock as the_clock
from wecare.core.events import verify_chain
from wecare.core.models import Event

PATIENCE = 20
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def a_desk() -> Call:
    lots = [{"code": "T", "title": "Tutti", "amount": "900000.00"}]
    draft = a_complete_draft(lots=lots, ties=[{"kind": "earlier_protocol", "article": "art. 9"}])
    draft["window"] |= {"procedure": "desk", "desk_article": "art. 7"}
    return published_call(draft=draft)


def test_one_version_withdrawn_by_many_at_once_is_withdrawn_once() -> None:
    submission = sent(complete(published_call()))

    outcomes = race(8, lambda _runner: withdrawn(submission))

    assert {each.protocol for each in outcomes} == {Withdrawal.objects.get().protocol}
    assert Event.objects.filter(name="application.withdrawn").count() == 1
    assert verification.protocols() == verify_chain() == []


def test_sends_and_withdrawals_at_once_leave_no_gap_in_the_protocol() -> None:
    call = published_call()
    gone = [sent(complete(call)) for _n in range(4)]
    waiting = [complete(call) for _n in range(4)]

    outcomes: list[Any] = race(
        8, lambda runner: withdrawn(gone[runner]) if runner < 4 else sent(waiting[runner - 4])
    )

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert live_of(call).count() == 4
    assert verification.protocols() == verification.withdrawals() == []


def test_whoever_withdraws_while_the_office_closes_is_in_or_out_of_the_list_never_both(
    clock: Clock,
) -> None:
    call = published_call()
    sent_ones = [sent(complete(call)) for _n in range(6)]
    clock.set(call.windows.get().closes_at - timedelta(microseconds=1))

    def run(runner: int) -> Any:
        if runner < len(sent_ones):
            return withdrawn(sent_ones[runner])
        clock.set(call.windows.get().closes_at)
        calls.close(call=call, actor=None)
        return [each.pk for each in live_of(call)]

    *outcomes, listed = race(7, run)

    refused = [each for each in outcomes if isinstance(each, WithdrawalRefused)]
    assert len(refused) + Withdrawal.objects.count() == len(sent_ones)
    assert listed == [each.pk for each in live_of(call)]
    assert len(listed) == len(refused)


def test_many_who_withdraw_from_a_desk_at_once_give_it_back_to_the_cent() -> None:
    call = a_desk()
    gone = [sent(complete(call)) for _n in range(4)]

    race(4, lambda runner: withdrawn(gone[runner]))

    assert DeskLot.objects.get(call=call).requested == Decimal("0.00")
    assert verification.desks() == []
    assert sent(resumed(gone[0].application)).version == 2


def test_without_the_lock_of_the_desk_they_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """The race above proves something."""
    all_read_it = meeting(4)

    def unlocked(call: Call, lot: str) -> DeskLot | None:
        desk = DeskLot.objects.filter(call=call, lot=lot).first()
        all_read_it()
        return desk

    call = a_desk()
    gone = [sent(complete(call)) for _n in range(4)]
    monkeypatch.setattr(desks, "hold", unlocked)

    race(4, lambda runner: withdrawn(gone[runner]))

    assert Submission.objects.filter(state="withdrawn").count() == 4
    assert verification.desks() != []


@pytest.mark.parametrize("is_held", [True, False], ids=["as it is", "without the gate"])
def test_a_withdrawal_on_its_way_is_waited_for_when_the_list_is_taken(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, is_held: bool
) -> None:
    """Without the gate the list holds what is withdrawn a moment later: the control."""
    call = published_call()
    submission = sent(complete(call))
    window = call.windows.get()
    written, may_go_on = threading.Event(), threading.Event()
    original = withdrawals.request_document

    def slowly(**given: Any) -> Any:
        written.set()
        assert may_go_on.wait(PATIENCE)
        return original(**given)

    def naive(_application: Any) -> Gate:
        return Gate(window.pk, window.opens_at, window.closes_at, None, the_clock.now())

    monkeypatch.setattr(withdrawals, "request_document", slowly)
    # the audit chain, which both write to, would make the closing wait in any case
    told = Event(digest="0" * 64, happened_at=window.closes_at - timedelta(microseconds=1))
    monkeypatch.setattr(withdrawals, "_record", lambda _withdrawal, *, actor: told)
    if not is_held:
        monkeypatch.setattr(withdrawals, "hold_gate_of", naive)

    def apart(run: Any) -> Any:
        try:
            return run()
        finally:
            connection.close()

    def close() -> list[int]:
        calls.close(call=call, actor=None)
        return [each.pk for each in live_of(call)]

    clock.set(window.closes_at - timedelta(microseconds=1))
    with ThreadPoolExecutor(max_workers=2) as people:
        withdrawing = people.submit(apart, lambda: withdrawn(submission))
        assert written.wait(PATIENCE)
        clock.set(window.closes_at)
        closing = people.submit(apart, close)
        if is_held:
            threading.Event().wait(0.5)
            assert not closing.done()
        else:
            assert closing.result(PATIENCE) == [submission.pk]
        may_go_on.set()
        assert isinstance(withdrawing.result(PATIENCE), Withdrawal)
        listed = closing.result(PATIENCE)

    assert (listed == [each.pk for each in live_of(call)]) is is_held
