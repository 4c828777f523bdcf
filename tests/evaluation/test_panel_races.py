"""Two managers who change a panel at once, and a recusal against a signature; with controls."""

from collections.abc import Callable
from datetime import datetime
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import DatabaseError

from calls.models import Call
from evaluation.actions import assessments, assigning, composition, recusals
from evaluation.enums import PanelRole
from evaluation.models import Assessment, PanelMember, Recusal
from evaluation.policies.refusals import AssessmentRefused, ConflictRefused, PanelRefused
from evaluation.queries import assignments
from tests.factories.acts import external
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    manager,
    members_of,
    submitted,
    written,
)
from tests.fixtures.racing import race
from wecare.core import clock, events
from wecare.core.errors import DomainError

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def unlocked_call(call: Call) -> Call:
    return Call.objects.select_related("line__measure", "fund").get(pk=call.pk)


def unlocked_member(member: PanelMember) -> PanelMember:
    return PanelMember.objects.select_related("panel__call", "person").get(pk=member.pk)


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody holds the call, nor a seat, nor the audit chain."""
    for module in (assessments, assigning, composition, recusals):
        if hasattr(module, "lock_call"):
            monkeypatch.setattr(module, "lock_call", unlocked_call)
        monkeypatch.setattr(module, "lock_member", unlocked_member)
    monkeypatch.setattr(events, "record", lambda *_args, **_facts: None)


def two_managers(which: str) -> list[Callable[[], Any]]:
    """Both let the same substitute follow: after the same member, or after two."""
    panel = appointed(call_under_evaluation(), substitutes=1)
    _chair, one, other, substitute = members_of(panel)
    leavers = [one, one if which == "same" else other]
    bosses = [manager(), manager()]
    acts = [external(adopted_on=clock.today()) for _ in range(2)]

    def change(number: int) -> Callable[[], Any]:
        return lambda: composition.replace(
            member=PanelMember.objects.select_related("panel__call").get(pk=leavers[number].pk),
            act=acts[number],
            reason="Dimissioni",
            by=bosses[number],
            substitute=PanelMember.objects.get(pk=substitute.pk),
        )

    return [change(0), change(1)]


@pytest.mark.parametrize("which", ["same", "two"])
def test_of_two_managers_one_changes_the_panel_and_the_other_is_told(which: str) -> None:
    steps = two_managers(which)

    answers = race(2, lambda number: steps[number]())

    refused = [each for each in answers if isinstance(each, PanelRefused)]
    done = [each for each in answers if isinstance(each, PanelMember)]
    assert (len(done), len(refused)) == (1, 1)
    assert PanelMember.objects.filter(replaces__isnull=False).count() == 1


@pytest.mark.parametrize("which", ["same", "two"])
@pytest.mark.usefixtures("without_locks")
def test_control_without_locks_both_go_on_until_the_database_stops_one(
    which: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = two_managers(which)
    role = PanelRole.MEMBER if which == "same" else PanelRole.SUBSTITUTE
    both_have_read = Barrier(2)

    def unlocked(member: PanelMember) -> PanelMember:
        found = unlocked_member(member)
        if found.role == role.value:  # the first seat that both read
            both_have_read.wait(timeout=30)
        return found

    monkeypatch.setattr(composition, "lock_member", unlocked)

    answers = race(2, lambda number: steps[number]())

    assert [isinstance(each, DatabaseError) for each in answers].count(True) == 1, answers


def recusal_and_signature() -> list[Callable[[], Any]]:
    """A member who recuses in one window and signs in another."""
    call = call_under_evaluation()
    submission = decided(submitted(call))
    member = declared(members_of(appointed(call))[0])
    written(member, submission)
    given: dict[str, Any] = {"member": member, "submission": submission, "by": member.person}
    return [
        lambda: recusals.recuse(reason="Ho scritto il progetto", **given),
        lambda: assessments.sign(**given),
    ]


def test_either_the_recusal_or_the_signature_never_both() -> None:
    for _attempt in range(5):
        steps = recusal_and_signature()

        answers = race(2, lambda number, steps=steps: steps[number]())

        refused = [each for each in answers if isinstance(each, DomainError)]
        assert len(refused) == 1, answers
        assert isinstance(refused[0], AssessmentRefused | ConflictRefused)
    both = Assessment.objects.filter(state="signed", submission__in=_recused())
    assert not both.exists()


@pytest.mark.usefixtures("without_locks")
def test_control_without_locks_the_recusal_meets_the_signature_in_the_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    has_read, has_recused = Event(), Event()

    class TheirClock:
        """Asked by whoever signs once all is read and nothing is written."""

        @staticmethod
        def now() -> datetime:
            has_read.set()
            has_recused.wait(timeout=2)
            return clock.now()

    def after_the_reading(member: PanelMember) -> PanelMember:
        assert has_read.wait(timeout=20)
        return unlocked_member(member)

    steps = recusal_and_signature()
    monkeypatch.setattr(assessments, "clock", TheirClock)
    monkeypatch.setattr(recusals, "lock_member", after_the_reading)

    def step(number: int) -> Any:
        try:
            return steps[number]()
        finally:
            has_recused.set()

    answers = race(2, step)

    assert any(isinstance(each, DatabaseError) for each in answers), answers


def test_two_who_press_the_automatic_button_assign_once() -> None:
    call = call_under_evaluation()
    for _ in range(4):
        decided(submitted(call))
    panel = appointed(call, voting=5)
    for member in members_of(panel):
        declared(member)
    boss = manager()

    answers = race(2, lambda _n: assigning.assign_automatically(call=call, by=boss))

    assert sorted(len(each) for each in answers) == [0, 12]
    assert assignments.standing(panel).count() == 12


def _recused() -> Any:
    return Recusal.objects.order_by().values("submission")
