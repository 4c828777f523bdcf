"""Lists after their publication: provisional ones, observations, and what comes next."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from applicants.models import Submission
from calls.engine.rulebook import Rulebook as Rules
from calls.engine.terms import Terms
from calls.models import Call
from evaluation.actions import observations
from evaluation.enums import ObservationAnswer
from evaluation.models import Observation, RankedList
from tests.factories.evaluation import (
    GOOD,
    POOR,
    call_under_evaluation,
    judged,
    officer,
    published_list,
    submitted,
)
from tests.factories.rules import rules as small_rules
from tests.fixtures.scenes import scene
from wecare.core import clock

DAYS = 15


def with_observations(**values: Any) -> Rules:
    """Small rules that give days for observations (art. 11)."""
    return replace(
        small_rules(**values), terms=Terms(observation_days=DAYS, observation_article="art. 11")
    )


@scene
def provisional_list(rules: Rules | None = None) -> tuple[RankedList, list[Submission]]:
    """A provisional list of three: two over the threshold, one below."""
    call = call_under_evaluation(rules=rules or with_observations())
    sent = [submitted(call) for _number in range(3)]
    points = ({**GOOD, "A1": "20.00"}, GOOD, POOR)
    judged(call, dict(zip(sent, points, strict=True)))
    return published_list(call), sent


@scene
def observed(submission: Submission, text: str = "Il criterio A1 vale di più.") -> Observation:
    """An observation of whoever sent the application."""
    return observations.file(
        application=submission.application, text=text, files=[], by=submission.submitted_by
    )


@scene
def answered(
    observation: Observation, said: ObservationAnswer = ObservationAnswer.NOT_ACCEPTED
) -> Observation:
    """The observation with its answer."""
    return observations.answer(
        observation=observation, said=said, reasons="I punti sono quelli firmati.", by=officer()
    )


def after_the_days(clock_of_tests: Any) -> None:
    """The days for observations are over."""
    clock_of_tests.set(clock.now() + timedelta(days=DAYS + 1))


@scene
def definitive_list(call: Call) -> RankedList:
    """The list after the provisional one: days over, nothing without an answer."""
    return published_list(call)
