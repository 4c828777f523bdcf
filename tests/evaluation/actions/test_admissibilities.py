"""Formal checks: when, how, how often, and what the trail keeps."""

import pytest
from django.db import IntegrityError, transaction

from calls.enums import CallState
from evaluation.actions import admissibilities
from evaluation.enums import AdmissibilityOutcome
from evaluation.models import Admissibility
from evaluation.policies.refusals import AdmissibilityRefused
from evaluation.queries import admissibility
from tests.factories.applicants import complete, sent, withdrawn
from tests.factories.calls import published_call
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
from tests.factories.phases import opened
from tests.fixtures.database import Clock

pytestmark = pytest.mark.django_db

ADMISSIBLE = AdmissibilityOutcome.ADMISSIBLE
INADMISSIBLE = AdmissibilityOutcome.INADMISSIBLE


@pytest.mark.parametrize(
    "state",
    [state for state in CallState if state is not CallState.EVALUATION],
    ids=lambda state: state.value,
)
def test_nothing_is_decided_before_the_opening_or_after_the_list(state: CallState) -> None:
    submission = submitted(call_under_evaluation(state=state))

    with pytest.raises(AdmissibilityRefused, match="non è in valutazione"):
        admissibilities.decide(submission=submission, outcome=ADMISSIBLE, reasons="", by=officer())

    assert Admissibility.objects.count() == 0


@pytest.mark.parametrize("reasons", ["", "   ", "\n\t"], ids=["empty", "spaces", "lines"])
def test_a_negative_outcome_needs_its_reasons(reasons: str) -> None:
    submission = submitted(call_under_evaluation())

    with pytest.raises(AdmissibilityRefused, match="Scrivi il motivo"):
        admissibilities.decide(
            submission=submission, outcome=INADMISSIBLE, reasons=reasons, by=officer()
        )


@pytest.mark.parametrize(
    "reasons", ["nul\x00", "mezzo \ud83d", "x" * 4001], ids=["nul", "surrogate", "long"]
)
def test_hostile_reasons_are_refused_with_a_sentence(reasons: str) -> None:
    submission = submitted(call_under_evaluation())

    with pytest.raises(AdmissibilityRefused):
        admissibilities.decide(
            submission=submission, outcome=INADMISSIBLE, reasons=reasons, by=officer()
        )


def test_the_database_wants_the_reasons_too() -> None:
    submission = decided(submitted(call_under_evaluation()))

    with pytest.raises(IntegrityError), transaction.atomic():
        Admissibility.objects.filter(submission=submission).update(outcome="inadmissible")


def test_a_check_is_decided_again_and_every_decision_is_kept() -> None:
    submission = decided(submitted(call_under_evaluation()), INADMISSIBLE)

    decision = admissibilities.decide(
        submission=submission, outcome=ADMISSIBLE, reasons="Statuto trovato.", by=officer()
    )

    assert Admissibility.objects.get().outcome == ADMISSIBLE.value
    told = [
        (event.facts["before"], event.facts["outcome"], event.facts["reasons"])
        for event in admissibility.history(decision)
    ]
    assert told == [
        (None, "inadmissible", "Manca lo statuto."),
        ("inadmissible", "admissible", "Statuto trovato."),
    ]


def test_after_the_first_signature_what_was_decided_stands() -> None:
    call = call_under_evaluation()
    judged, other = decided(submitted(call)), decided(submitted(call))
    late = submitted(call)
    member = declared(members_of(appointed(call))[0])
    signed(member, judged)

    with pytest.raises(AdmissibilityRefused, match="ha già firmato"):
        admissibilities.decide(submission=other, outcome=INADMISSIBLE, reasons="No", by=officer())
    with pytest.raises(IntegrityError), transaction.atomic():
        Admissibility.objects.filter(submission=other).update(reasons="di nascosto")

    assert decided(late).admissibility.is_admissible


def test_a_signature_on_another_call_changes_nothing() -> None:
    elsewhere, call = call_under_evaluation(), call_under_evaluation()
    signed(declared(members_of(appointed(elsewhere))[0]), decided(submitted(elsewhere)))
    submission = decided(submitted(call))

    assert not decided(submission, INADMISSIBLE).admissibility.is_admissible


def test_a_withdrawn_submission_is_not_checked(clock: Clock) -> None:
    submission = sent(complete(published_call()))
    withdrawn(submission)
    opened(submission.call, clock)

    with pytest.raises(AdmissibilityRefused, match="ritirata"):
        admissibilities.decide(submission=submission, outcome=ADMISSIBLE, reasons="", by=officer())


def test_the_queue_counts_and_leads_on() -> None:
    call = call_under_evaluation()
    first, second, third = submitted(call), submitted(call), submitted(call, lot="R")
    submitted(call_under_evaluation())
    decided(second, INADMISSIBLE)

    counted = admissibility.counts(call)

    assert (counted.total, counted.decided, counted.undecided, counted.inadmissible) == (3, 1, 2, 1)
    assert list(admissibility.queue(call, outcome="undecided")) == [first, third]
    assert list(admissibility.queue(call, lot="R")) == [third]
    assert admissibility.next_undecided(call, after=first) == third
    assert admissibility.next_undecided(call, after=third) == first
