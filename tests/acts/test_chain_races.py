"""Two people at one act: one step each, one answer, one adoption."""

import time
from typing import Any

import pytest

from tests.factories.accounts import PersonFactory
from tests.factories.acts import HEAD_STEP, OFFICER_STEP, adopted, approved, chained, rendered
from tests.fixtures.racing import meeting, race
from wecare.accounts.enums import Role
from wecare.acts.actions import acts, chain, signed
from wecare.acts.enums import ActState
from wecare.acts.models import Act, Approval, SignedAct
from wecare.core import printing
from wecare.core.errors import DomainError

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
RUNNERS = 6


def people(role: Role) -> list[Any]:
    return [PersonFactory(roles=[role]) for _each in range(RUNNERS)]


def approvers(act: Act) -> Any:
    officers, read = people(Role.OFFICER), act.context_digest
    return lambda runner: chain.approve(act=act, read=read, by=officers[runner])


def test_one_step_pressed_by_many_is_given_once() -> None:
    chained(OFFICER_STEP)
    act = rendered()

    outcomes = race(RUNNERS, approvers(act))

    assert len([each for each in outcomes if isinstance(each, Approval)]) == 1
    assert all(isinstance(each, Approval | DomainError) for each in outcomes)
    assert Approval.objects.get().position == 1


def test_without_the_lock_many_find_the_same_step_free(monkeypatch: pytest.MonkeyPatch) -> None:
    """The race above proves something: it is the act's row that makes people wait."""
    chained(OFFICER_STEP)
    act = rendered()
    found: list[int] = []
    look = chain.check_can_approve
    all_looked = meeting(RUNNERS)

    def slowly(*args: Any, **kwargs: Any) -> Any:
        step = look(*args, **kwargs)
        found.append(step.position)
        all_looked()
        return step

    monkeypatch.setattr(chain, "held", lambda act: Act.objects.get(pk=act.pk))
    monkeypatch.setattr(chain, "check_can_approve", slowly)

    race(RUNNERS, approvers(act))

    assert len(found) > 1
    assert Approval.objects.count() == 1  # the database has the last word


def test_sent_back_or_adopted_never_both() -> None:
    chained(OFFICER_STEP)
    act = rendered()
    approved(act)
    heads, read = people(Role.MANAGER), act.context_digest

    def either(runner: int) -> Any:
        if runner % 2:
            return acts.adopt(act=act, by=heads[runner])
        return chain.send_back(act=act, read=read, reason="Rileggi", by=heads[runner])

    outcomes = race(RUNNERS, either)

    assert len([each for each in outcomes if isinstance(each, Act | Approval)]) == 1
    act.refresh_from_db()
    sent_back = Approval.objects.filter(outcome="returned").count()
    assert (act.state, sent_back) in {(ActState.ADOPTED, 0), (ActState.DRAFT, 1)}


def test_many_who_adopt_while_an_approval_is_given_adopt_with_it() -> None:
    chained(HEAD_STEP)
    act = rendered()
    heads, read = people(Role.MANAGER), act.context_digest

    def press(runner: int) -> Any:
        if runner == 0:
            return chain.approve(act=act, read=read, by=heads[0])
        time.sleep(0.02 * runner)
        return acts.adopt(act=act, by=heads[runner])

    outcomes = race(RUNNERS, press)

    assert isinstance(outcomes[0], Approval)
    act.refresh_from_db()
    if act.is_in_force:
        assert act.adopted_by != heads[0]
    assert len([each for each in outcomes if isinstance(each, Act)]) == int(act.is_in_force)


def test_two_attestations_at_once_are_one() -> None:
    act = adopted()
    done = printing.render_document(document=act.document)
    assert done.is_rendered, done.error
    heads = people(Role.MANAGER)

    outcomes = race(
        RUNNERS, lambda runner: signed.attest(act=act, reason="Stilo", by=heads[runner])
    )

    assert len([each for each in outcomes if isinstance(each, SignedAct)]) == 1
    assert SignedAct.objects.count() == 1
