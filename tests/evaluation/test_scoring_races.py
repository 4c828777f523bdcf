"""Reopening, signing, agreeing and drawing up at once; each with a control whose lock is off."""

from collections.abc import Callable
from decimal import Decimal
from threading import Event
from typing import Any

import pytest

from calls.models import Call
from evaluation.actions import agreement as agreeing
from evaluation.actions import assessments, ranked_lists, reopenings
from evaluation.engine.scoring import ScoresIncomplete
from evaluation.models import Assessment, Consensus, Reopening, Score
from evaluation.policies.refusals import AssessmentRefused
from evaluation.queries import agreement, gate
from tests.factories.evaluation import GOOD, manager, officer, written
from tests.factories.scoring import HIGH, LOW, judged_call, only, seats
from tests.fixtures.racing import race
from wecare.core import events
from wecare.core.events import verify_chain

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
Step = Callable[[], Any]
AGREED = {code: (points, "Deciso") for code, points in {"A1": 7, "B1": 8, "B2": 9}.items()}


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits at the call, nor at the audit chain."""

    def free(call: Call) -> Call:
        return Call.objects.select_related("line__measure", "fund").get(pk=call.pk)

    for module in (assessments, reopenings, ranked_lists, agreeing):
        monkeypatch.setattr(module, "lock_call", free)
    monkeypatch.setattr(events, "record", lambda *_args, **_facts: None)


def reopen(call: Call) -> Any:
    assessment = Assessment.objects.get(member=seats(call)[0])
    return reopenings.reopen(assessment=assessment, reason="Rilettura", by=manager())


def draw(call: Call) -> Any:
    return ranked_lists.draw_up(call=call, by=officer())


def approve(call: Call) -> Any:
    return ranked_lists.approve(ranked_list=call.ranked_lists.get(), by=manager())


def approved_and_reopened(call: Call) -> bool:
    """What must never be: an approved list, one of whose assessments is open again."""
    return call.ranked_lists.get().approved_at is not None and Reopening.objects.exists()


def meeting(
    monkeypatch: pytest.MonkeyPatch, module: Any, check: str, first: Step, second: Step
) -> list[Any]:
    """`first` has passed its last `check` and waits a while for `second` to come between."""
    looked, came = Event(), Event()
    exact = getattr(module, check)

    def late(*args: Any, **kwargs: Any) -> Any:
        found = exact(*args, **kwargs)
        looked.set()
        came.wait(timeout=1.5)
        return found

    def step(runner: int) -> Any:
        if runner == 0:
            return first()
        assert looked.wait(timeout=20)
        found = second()
        came.set()
        return found

    monkeypatch.setattr(module, check, late)
    return race(2, step)


def approving(monkeypatch: pytest.MonkeyPatch, call: Call) -> list[Any]:
    """An approval met by a reopening."""
    check = "check_input_is_current"
    return meeting(monkeypatch, ranked_lists, check, lambda: approve(call), lambda: reopen(call))


def agreeing_met(monkeypatch: pytest.MonkeyPatch, call: Call) -> list[Any]:
    """A session met by a reopening."""
    return meeting(
        monkeypatch, agreeing, "check_can_agree", lambda: agree(call), lambda: reopen(call)
    )


def test_reopening_while_the_list_is_approved_leaves_one_of_the_two(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call = judged_call(GOOD, GOOD, GOOD)
    draw(call)

    approved, reopened = approving(monkeypatch, call)

    assert not isinstance(approved, Exception)
    assert isinstance(reopened, AssessmentRefused)
    assert not approved_and_reopened(call)
    assert verify_chain() == []


@pytest.mark.usefixtures("unlocked")
def test_without_the_lock_a_list_is_approved_over_an_open_assessment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call = judged_call(GOOD, GOOD, GOOD)
    draw(call)

    outcomes = approving(monkeypatch, call)

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert approved_and_reopened(call)


def test_reopening_while_the_list_is_drawn_up_is_before_it_or_after_it() -> None:
    call = judged_call(GOOD, GOOD, GOOD)

    drawn, reopened = race(2, lambda runner: (draw, reopen)[runner](call))

    assert not isinstance(reopened, Exception)
    if isinstance(drawn, Exception):  # the reopening came first, and the gate named it
        assert "valutazione da firmare" in str(drawn)
        assert not call.ranked_lists.exists()
    else:  # it came after: the draft is not approved
        assert isinstance(race(1, lambda _runner: approve(call))[0], Exception)
    assert gate.open_points(call)


def test_two_windows_of_one_assessor_on_one_field_keep_both_texts_apart() -> None:
    call = judged_call()
    member, submission = seats(call)[0], only(call)

    def write(runner: int) -> Any:
        (kept,) = assessments.write(
            submission=submission,
            member=member,
            values={("A1", "reason"): (f"Finestra {runner}", 0)},
            by=member.person,
            pen=f"pen-{runner}",
        )
        return kept

    outcomes = race(6, write)

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert sum(not each.conflict for each in outcomes) == 1
    stored = Score.objects.get()
    assert {each.value for each in outcomes} == {stored.reason}
    assert stored.reason_version == 1


def test_without_the_lock_of_the_seat_one_window_overwrites_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(assessments, "lock_member", lambda member: member)
    call = judged_call()
    member, submission = seats(call)[0], only(call)
    written(member, submission, {"A1": "1.00"})

    def write(runner: int) -> Any:
        (kept,) = assessments.write(
            submission=submission,
            member=member,
            values={("A1", "reason"): (f"Finestra {runner}", 1)},
            by=member.person,
            pen=f"pen-{runner}",
        )
        return kept

    outcomes = meeting(
        monkeypatch, assessments, "check_is_draft", lambda: write(0), lambda: write(1)
    )

    assert [each.conflict for each in outcomes] == [False, False]  # one of the two is lost


def counts(call: Call) -> bool:
    """Whether a session counts that was held over other signatures than those that stand."""
    found = agreement.judged_one(only(call))
    assert found is not None
    return found.consensus is not None and not found.is_signed


def agree(call: Call) -> Any:
    return agreeing.record_consensus(
        submission=only(call), scores=_agreed(), note="", by=seats(call)[0].person
    )


def _agreed() -> dict[str, Any]:
    return {code: (Decimal(points), why) for code, (points, why) in AGREED.items()}


def test_reopening_while_a_session_is_recorded_leaves_no_session_that_counts() -> None:
    call = judged_call(HIGH, LOW, LOW, aggregation="consensus")

    outcomes = race(2, lambda runner: (agree, reopen)[runner](call))

    assert not isinstance(outcomes[1], Exception)
    found = agreement.judged_one(only(call))
    assert found is not None
    assert (found.points, counts(call)) == (None, False)


def test_the_last_signature_and_the_session_follow_one_another() -> None:
    call = judged_call(HIGH, LOW, aggregation="consensus")
    last = seats(call)[2]
    written(last, only(call), LOW)

    def sign() -> Any:
        return assessments.sign(submission=only(call), member=last, by=last.person)

    outcomes = race(2, lambda runner: sign() if runner == 0 else agree(call))

    assert not isinstance(outcomes[0], Exception)
    for session in Consensus.objects.all():  # recorded only over all three
        found = agreement.judged_one(only(call))
        assert found is not None
        assert session.basis == found.basis


def test_a_session_met_by_a_reopening_was_held_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    call = judged_call(HIGH, LOW, LOW, aggregation="consensus")

    agreed, reopened = agreeing_met(monkeypatch, call)

    assert not isinstance(reopened, Exception)
    assert agreed.recorded_at < Reopening.objects.get().reopened_at
    assert counts(call) is False


@pytest.mark.usefixtures("unlocked")
def test_without_the_lock_a_session_is_recorded_over_a_signature_that_is_open_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call = judged_call(HIGH, LOW, LOW, aggregation="consensus")

    agreed, reopened = agreeing_met(monkeypatch, call)

    assert not isinstance(reopened, Exception)
    assert agreed.recorded_at > Reopening.objects.get().reopened_at
    assert counts(call) is False  # the digest of the signatures holds all the same


def test_a_reopening_that_meets_the_drawing_up_comes_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call = judged_call(GOOD, GOOD, GOOD)

    drawn, reopened = drawing_met(monkeypatch, call)

    assert drawn.drawn_up_at < reopened_at(reopened)


@pytest.mark.usefixtures("unlocked")
def test_without_the_lock_the_drawing_up_falls_over_points_taken_back_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call = judged_call(GOOD, GOOD, GOOD)

    drawn, reopened = drawing_met(monkeypatch, call)

    assert isinstance(drawn, ScoresIncomplete)  # it fell over: nobody was told in a sentence
    assert not isinstance(reopened, Exception), reopened
    assert not call.ranked_lists.exists()


def drawing_met(monkeypatch: pytest.MonkeyPatch, call: Call) -> list[Any]:
    """A list that is being drawn up, everything looked at already, met by a reopening."""
    return meeting(
        monkeypatch, ranked_lists, "open_points", lambda: draw(call), lambda: reopen(call)
    )


def reopened_at(found: Any) -> Any:
    assert not isinstance(found, Exception), found
    return Reopening.objects.get().reopened_at
