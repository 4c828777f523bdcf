"""Two officers decide at once, an answer meets its term, two press send: each with its control."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from evaluation.actions import admissibilities, formal_answers, formal_requests
from evaluation.enums import AdmissibilityOutcome, RequestState
from evaluation.models import Admissibility, FormalRequest, RequestAnswer
from evaluation.policies.formal import AnswerRefused, RequestRefused
from evaluation.policies.refusals import AdmissibilityRefused
from evaluation.queries import verification
from tests.factories.evaluation import call_under_evaluation, officer, submitted
from tests.factories.formal import clarification, written
from tests.fixtures.database import Clock
from tests.fixtures.racing import race
from wecare.core.events import verify_chain
from wecare.core.models import Event

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ADMISSIBLE = AdmissibilityOutcome.ADMISSIBLE
PATIENCE = 20


def both_decide(*, read: int | None) -> list[Any]:
    submission = submitted(call_under_evaluation())
    people = [officer(), officer()]
    return race(
        2,
        lambda runner: admissibilities.decide(
            submission=submission, outcome=ADMISSIBLE, reasons="", read=read, by=people[runner]
        ),
    )


def test_of_two_officers_who_decide_at_once_one_decides() -> None:
    outcomes = both_decide(read=0)

    refused = [each for each in outcomes if isinstance(each, AdmissibilityRefused)]
    assert len(refused) == 1
    assert "mentre la leggevi" in str(refused[0])
    assert Event.objects.filter(name="admissibility.decided").count() == 1
    assert verify_chain() == []


def test_without_saying_what_was_read_one_would_go_over_the_other() -> None:
    outcomes = both_decide(read=None)

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert Event.objects.filter(name="admissibility.decided").count() == 2
    assert Admissibility.objects.count() == 1


def test_an_answer_pressed_many_times_is_sent_once() -> None:
    request = written(clarification(submitted(call_under_evaluation())))
    sender = request.submission.submitted_by

    outcomes = race(8, lambda _runner: formal_answers.send(request=request, actor=sender))

    assert {each.protocol for each in outcomes} == {RequestAnswer.objects.get().protocol}
    assert Event.objects.filter(name="formal_request.answered").count() == 1


def test_answers_and_the_end_of_their_term_are_one_or_the_other(clock: Clock) -> None:
    requests = [written(clarification(submitted(call_under_evaluation()))) for _ in range(4)]
    by = officer()
    clock.set(requests[0].closes_at - timedelta.resolution)

    def lapsed(request: FormalRequest) -> Any:
        try:
            return formal_requests.lapse(request=request, reason="Silenzio.", by=by)
        except RequestRefused as refusal:
            return refusal

    def run(runner: int) -> Any:
        if runner < len(requests):
            request = requests[runner]
            return formal_answers.send(request=request, actor=request.submission.submitted_by)
        clock.set(requests[0].closes_at)
        return [lapsed(each) for each in requests]

    *sent, closed = race(len(requests) + 1, run)

    for request, answer, end in zip(requests, sent, closed, strict=True):
        state = FormalRequest.objects.get(pk=request.pk).state
        if isinstance(answer, RequestAnswer):
            assert answer.received_at < request.closes_at
            assert (state, type(end)) == (RequestState.ANSWERED.value, RequestRefused)
        else:
            assert isinstance(answer, AnswerRefused)
            assert (state, end.state) == (RequestState.LAPSED.value, RequestState.LAPSED.value)
    assert verification.formal_answers() == []


@pytest.mark.parametrize("is_held", [True, False], ids=["as it is", "without the lock"])
def test_an_answer_that_was_in_time_is_waited_for_by_who_closes(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, is_held: bool
) -> None:
    """Without the lock it is closed under the sender's hands, and only the database says no."""
    request = written(clarification(submitted(call_under_evaluation())))
    checked, may_go_on = threading.Event(), threading.Event()
    number = formal_answers.next_protocol

    def slowly(at: Any) -> Any:
        checked.set()
        assert may_go_on.wait(PATIENCE)
        return number(at)

    def unlocked(asked: FormalRequest) -> FormalRequest:
        return FormalRequest.objects.select_related("submission__call").get(pk=asked.pk)

    monkeypatch.setattr(formal_answers, "next_protocol", slowly)
    if not is_held:
        monkeypatch.setattr(formal_answers, "locked_request", unlocked)
    clock.set(request.closes_at - timedelta.resolution)
    by, sender = officer(), request.submission.submitted_by

    def run(runner: int) -> Any:
        if runner == 0:
            return formal_answers.send(request=request, actor=sender)
        assert checked.wait(PATIENCE)
        clock.set(request.closes_at)
        if is_held:
            threading.Timer(0.5, may_go_on.set).start()
        try:
            return formal_requests.lapse(request=request, reason="Silenzio.", by=by)
        finally:
            may_go_on.set()

    sent, closed = race(2, run)

    if is_held:
        assert (type(sent), type(closed)) == (RequestAnswer, RequestRefused)
        assert "già chiusa" in str(closed)
    else:
        assert isinstance(sent, IntegrityError)
        assert closed.state == RequestState.LAPSED.value
        assert RequestAnswer.objects.count() == 0
