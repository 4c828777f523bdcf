"""Formal checks for tests: taken, asked, answered, sampled – by the actions themselves."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from applicants.models import Submission
from calls.engine.rulebook import Rulebook as Rules
from calls.models import Call
from evaluation.actions import formal_answers, formal_checks, formal_requests
from evaluation.enums import PointKind, RequestKind
from evaluation.models import FormalCheck, FormalRequest, RequestAnswer
from evaluation.policies.formal import Point
from tests.factories.evaluation import call_under_evaluation, officer
from tests.factories.rules import rules as small_rules
from tests.fixtures.database import Clock
from tests.fixtures.scenes import scene
from wecare.accounts.models import Person

NEED = Point(PointKind.ANSWER, "Bisogno", code="need", asked="Di' di quale quartiere si tratta.")
LETTER = Point(PointKind.FILE, "Lettera di un partner", code="letter", asked="Manca la firma.")
GROUND = Point(PointKind.TEXT, "Motivo 1", asked="Lo statuto non c'è (art. 7).")


def with_notice(**terms: Any) -> Rules:
    """The small rules, with days for clarifications and a notice of rejection."""
    small = small_rules()
    said = {"clarification_days": 10, "rejection_days": 10, "checking_days": 60} | terms
    return replace(small, terms=replace(small.terms, **said))


@scene
def call_with_notice(**terms: Any) -> Call:
    """A call under evaluation that gives a notice of rejection."""
    return call_under_evaluation(rules=with_notice(**terms))


@scene
def in_hands(submission: Submission, *, by: Person | None = None) -> FormalCheck:
    """The check, taken in charge."""
    return formal_checks.take(submission=submission, by=by or officer())


@scene
def clarification(
    submission: Submission, *points: Point, by: Person | None = None, days: int | None = None
) -> FormalRequest:
    """A clarification request of an answer and a document, unless it names others."""
    return formal_requests.ask(
        submission=submission,
        kind=RequestKind.CLARIFICATION,
        points=points or (NEED, LETTER),
        reason="Non si capisce il quartiere.",
        days=days,
        by=by or officer(),
    )


@scene
def rejection(submission: Submission, *points: Point, by: Person | None = None) -> FormalRequest:
    """A notice of rejection with one reason, unless it names others."""
    return formal_requests.ask(
        submission=submission,
        kind=RequestKind.REJECTION,
        points=points or (GROUND,),
        reason="Manca lo statuto.",
        by=by or officer(),
    )


@scene
def written(
    request: FormalRequest, number: int = 1, text: str = "Il quartiere Aurora."
) -> FormalRequest:
    """The request with something written for one point, not sent."""
    formal_answers.save(
        request=request, texts={number: (text, 0)}, actor=request.submission.submitted_by
    )
    return request


@scene
def with_file(request: FormalRequest, path: Path, number: int = 2) -> FormalRequest:
    """The request with a file for one point, not sent."""
    formal_answers.put_file(
        request=request,
        number=number,
        filename=path.name,
        path=path,
        actor=request.submission.submitted_by,
    )
    return request


@scene
def answered(request: FormalRequest) -> RequestAnswer:
    """The answer, sent."""
    return formal_answers.send(request=written(request), actor=request.submission.submitted_by)


def overdue(request: FormalRequest, clock: Clock) -> FormalRequest:
    """The request an instant after its term."""
    clock.set(request.closes_at + timedelta.resolution)
    return request
