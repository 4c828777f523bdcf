"""Two hands on one award at once: a closure and a payment, a revocation and a renunciation."""

import threading
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError

from applicants.models import Submission
from evaluation.actions import departures
from evaluation.models import Departure
from evaluation.policies.departures import DepartureRefused
from funding.actions import money
from funding.actions.exits import closures, recoveries, revoking
from funding.actions.exits import effects as exit_effects
from funding.models import Award, Closure, Recovery
from funding.policies import ExitRefused
from funding.queries import verification
from funding.queries.awards.standing import on_desk, standing
from tests.factories.evaluation import manager, officer
from tests.factories.exits import adopted_revocation, assessed, awarded, rendered_act
from tests.factories.funding import ground
from tests.fixtures.racing import race
from wecare.acts.actions import acts
from wecare.acts.models import Act
from wecare.core import clock as the_clock
from wecare.core import events
from wecare.ledger.actions import InsufficientFunds
from wecare.ledger.queries import problems

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

EUR = Decimal


def whole() -> list[str]:
    return [
        *verification.money(),
        *verification.recoveries(),
        *verification.exits(),
        *problems(),
        *events.verify_chain(),
    ]


def met(monkeypatch: pytest.MonkeyPatch, *places: str) -> None:
    """The runners have both come to these places before either goes on."""
    both = threading.Barrier(2)
    for place in places:
        module, _dot, name = place.rpartition(".")
        real = _found(module, name)

        def slow(*args: Any, _real: Any = real, **values: Any) -> Any:
            found = _real(*args, **values)
            both.wait(timeout=20)
            return found

        monkeypatch.setattr(place, slow)


def _found(module: str, name: str) -> Callable[..., Any]:
    from importlib import import_module

    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


def close_and_pay(award: Award) -> list[Any]:
    boss, desk = manager(), officer()
    return race(
        2,
        lambda runner: (
            closures.close(award=award, due=EUR(65_000), reason="Rendiconto.", by=boss)
            if runner == 0
            else money.pay(award=award, amount=EUR(10), ground=ground("late"), by=desk)
        ),
    )


def test_a_closure_and_a_payment_follow_one_another() -> None:
    award, _list, _sent = awarded(paid=65_000)

    closed, paid = close_and_pay(award)

    assert isinstance(closed, Closure), closed
    found = standing(on_desk().get(pk=award.pk))
    assert (found.due, found.committed) == (EUR(65_000), 0)
    if isinstance(paid, Exception):
        assert isinstance(paid, money.MoneyRefused), paid
        assert not Recovery.objects.exists()
    else:  # it came before: the closure claims what it found above its contribution
        assert (found.paid, Recovery.objects.get().capital) == (EUR(65_010), EUR(10))
    assert whole() == []


def unheld(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody holds an award, nor waits for the audit chain."""
    monkeypatch.setattr(money, "hold_lines", lambda _places: None)
    monkeypatch.setattr(money, "hold", lambda award: on_desk().get(pk=getattr(award, "pk", award)))
    monkeypatch.setattr(events, "record", lambda *_args, **_facts: None)


def test_without_the_hold_both_have_looked_and_the_ledger_has_the_last_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    award, _list, _sent = awarded(paid=65_000)
    unheld(monkeypatch)
    met(monkeypatch, "funding.actions.money._check_stands")

    closed, paid = close_and_pay(award)

    losers = [each for each in (closed, paid) if isinstance(each, Exception)]
    assert [type(each) for each in losers] in ([InsufficientFunds], [IntegrityError], [])
    if not losers:  # a payment after the award was closed
        assert whole() != []


def revoke_and_renounce(act: Act, sent: Submission) -> list[Any]:
    boss = manager()
    return race(
        2,
        lambda runner: (
            acts.adopt(act=act, by=boss)
            if runner == 0
            else departures.renounce(
                application=sent.application, reason="Basta.", by=sent.submitted_by
            )
        ),
    )


def ready(clock: Any) -> tuple[Award, Act, Submission]:
    award, _list, sent = awarded(paid=30_000)
    found = assessed(award, clock)
    act = rendered_act(exit_effects.write_revocation(revocation=found, by=officer()))
    return award, act, sent[0]


def test_of_a_revocation_and_a_renunciation_one_is_done_and_the_other_told_why(
    clock: Any,
) -> None:
    award, act, sent = ready(clock)

    revoked, renounced = revoke_and_renounce(act, sent)

    departure = Departure.objects.get()
    award = on_desk().get(pk=award.pk)
    if departure.kind == "revoked":
        assert isinstance(renounced, DepartureRefused), renounced
        assert award.ended_act_id == act.pk
    else:
        assert isinstance(revoked, ExitRefused), revoked
        assert (award.state, Act.objects.get(pk=act.pk).number) == ("granted", None)
    assert whole() == []


def test_without_the_lock_of_the_call_the_constraint_is_the_last_word(
    clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    award, act, sent = ready(clock)
    monkeypatch.setattr(departures, "lock_call", lambda call: call)
    monkeypatch.setattr("funding.actions.exits.revocations.lock_call", lambda call: call)
    monkeypatch.setattr(events, "record", lambda *_args, **_facts: None)
    both = threading.Barrier(2)
    for module in (departures, revoking):
        real = module.check_can_leave

        def slow(*args: Any, _real: Any = real, **values: Any) -> Any:
            found = _real(*args, **values)
            both.wait(timeout=20)
            return found

        monkeypatch.setattr(module, "check_can_leave", slow)

    outcomes = revoke_and_renounce(act, sent)

    assert [type(each) for each in outcomes if isinstance(each, Exception)] == [IntegrityError]
    assert Departure.objects.count() == 1
    assert on_desk().get(pk=award.pk).state in {"granted", "released"}


def test_one_act_adopted_by_four_revokes_once(clock: Any) -> None:
    award, act, _sent = ready(clock)
    boss = manager()

    outcomes = race(4, lambda _runner: acts.adopt(act=act, by=boss))

    assert len([each for each in outcomes if isinstance(each, Act)]) == 1
    assert Recovery.objects.get().capital == EUR(30_000)
    assert on_desk().get(pk=award.pk).state == "released"
    assert whole() == []


def test_one_payment_recorded_by_four_comes_back_once(clock: Any) -> None:
    award, _list, _sent = awarded(paid=36_500)
    adopted_revocation(award, clock)
    claim = Recovery.objects.get()
    clock.set(the_clock.now() + timedelta(days=10))
    on, desk = the_clock.today(), officer()

    outcomes = race(
        4,
        lambda _runner: recoveries.receive(
            recovery=claim, amount=EUR(10_000), received_on=on, reference="CRO 1", by=desk
        ),
    )

    assert {each.pk for each in outcomes} == {claim.payments.get().pk}
    assert whole() == []
