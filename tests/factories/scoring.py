"""Calls whose assessors disagree: the rules they are judged by, and points that lie apart."""

from copy import deepcopy
from typing import Any

from applicants.models import Submission
from calls.engine.rulebook import Rulebook as Rules
from calls.models import Call
from evaluation.actions import assigning
from evaluation.models import PanelMember
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    members_of,
    officer,
    signed,
    submitted,
)
from tests.factories.rules import draft
from tests.factories.rules import rules as small_rules
from tests.fixtures.scenes import scene

HIGH = {"A1": "20.00", "B1": "30.00", "B2": "10.00"}  # 100 of 100
MIDDLE = {"A1": "10.00", "B1": "20.00", "B2": "6.00"}  # 60 of 100
LOW = {"A1": "5.00", "B1": "10.00", "B2": "2.00"}  # 25 of 100


def judged_by(**said: Any) -> Rules:
    """The small rulebook with these words on how points are united and compared."""
    criteria = deepcopy(draft()["criteria"])
    return small_rules(criteria=criteria | said)


@scene
def judged_call(*points: dict[str, str], count: int = 1, **said: Any) -> Call:
    """A call of `count` submissions, each signed by the first members with these points in turn."""
    call = call_under_evaluation(rules=judged_by(**said))
    submissions = [decided(submitted(call)) for _number in range(count)]
    for member in members_of(appointed(call)):
        declared(member)
    for submission in submissions:
        for member, given in zip(seats(call), points, strict=False):
            signed(member, submission, given)
    return call


@scene
def assigned_call(*points: dict[str, str], **said: Any) -> Call:
    """A call judged by two of three members each: the first two have signed with these points."""
    call = call_under_evaluation(rules=judged_by(assessors=2, **said))
    submission = decided(submitted(call))
    for member in members_of(appointed(call)):
        declared(member)
    by = officer()
    pairs = [(submission, member) for member in seats(call)[:2]]
    assigning.assign(call=call, pairs=pairs, by=by)
    for (_submission, member), given in zip(pairs, points, strict=False):
        signed(member, submission, given)
    return call


def seats(call: Call) -> list[PanelMember]:
    """The seats, the chair first."""
    return members_of(call.panel)


def only(call: Call) -> Submission:
    """The first submission of the call, by protocol."""
    return call.submissions.order_by("protocol_year", "protocol_number").first()  # type: ignore[return-value]
