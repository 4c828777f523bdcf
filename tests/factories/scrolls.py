"""Lists whose money ends early, who leaves them, and the versions that follow."""

from dataclasses import replace
from typing import Any

from applicants.models import Submission
from calls.engine.rulebook import Rulebook as Rules
from calls.engine.terms import Terms
from evaluation.actions import departures, ranked_lists, scrolls
from evaluation.models import Departure, RankedList
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    officer,
    published_list,
    submitted,
)
from tests.factories.rules import rules
from tests.fixtures.scenes import scene

LOT = [{"code": "T", "title": "Territoriale", "amount": "200000.00", "allocation": "offer_rest"}]


def short_rules(**values: Any) -> Rules:
    """200 000 € for requests of 80 000: two whole, one in part, the others without."""
    book = rules(lots=values.pop("lots", LOT), **values)
    return replace(book, terms=Terms(offer_days=10, offer_article="art. 12"))


@scene
def short_list(count: int = 5, **values: Any) -> tuple[RankedList, list[Submission]]:
    """A published list of `count` requests of 80 000 €, each with a point less than the one before."""
    call = call_under_evaluation(rules=short_rules(**values))
    sent = [submitted(call) for _number in range(count)]
    points = {each: {**GOOD, "A1": f"{20 - place}.00"} for place, each in enumerate(sent)}
    judged(call, points)
    return published_list(call), sent


@scene
def renounced(submission: Submission) -> Departure:
    """The departure of who gives up."""
    return departures.renounce(
        application=submission.application,
        reason="Non troviamo la sede.",
        by=submission.submitted_by,
    )


@scene
def scrolled(ranked_list: RankedList) -> RankedList:
    """The published version that follows."""
    boss = manager()
    drawn = scrolls.draw_up(call=ranked_list.call, by=officer())
    approved = ranked_lists.approve(ranked_list=drawn, by=boss)
    return ranked_lists.publish(ranked_list=approved, by=boss)
