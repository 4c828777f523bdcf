"""Reopenings: a reason, every former signature kept, and none of it once the list is approved."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from applicants.models import Submission
from evaluation.actions import admissibilities, ranked_lists, reopenings
from evaluation.enums import AdmissibilityOutcome
from evaluation.models import Assessment, PanelMember, Reopening, Score, SignedAssessment
from evaluation.policies.refusals import AdmissibilityRefused, AssessmentRefused, ListNotReady
from evaluation.queries import blind
from tests.factories.evaluation import GOOD, manager, officer, signed
from tests.factories.scoring import HIGH, LOW, judged_call, only, seats
from wecare.core.lifecycle import StepRefused
from wecare.core.models import Event
from wecare.notices.enums import Channel
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission() -> Submission:
    return only(judged_call(GOOD, GOOD, GOOD))


@pytest.fixture
def first(submission: Submission) -> PanelMember:
    return seats(submission.call)[0]


def reopen(member: PanelMember, submission: Submission, reason: str = "Errore di calcolo") -> None:
    assessment = Assessment.objects.get(member=member, submission=submission)
    reopenings.reopen(assessment=assessment, reason=reason, by=manager())


def test_what_was_signed_stays_beside_what_is_signed_again(
    submission: Submission, first: PanelMember
) -> None:
    reopen(first, submission)
    signed(first, submission, {**GOOD, "A1": "10.00"})

    versions = blind.own_history(first, submission)
    assert [each.number for each in versions] == [1, 2]
    assert [each.scores[0]["points"] for each in versions] == ["16.00", "10.00"]
    assert versions[0].reopening.reason == "Errore di calcolo"
    assert not hasattr(versions[1], "reopening")
    event = Event.objects.get(name="assessment.reopened")
    assert (event.facts["signature"], event.facts["reason"]) == (1, "Errore di calcolo")


def test_a_reopened_assessment_is_its_authors_draft_again(
    submission: Submission, first: PanelMember
) -> None:
    reopen(first, submission)

    own = blind.own(first, submission)
    assert own is not None
    assert (own.is_signed, own.signed_at, own.signatures) == (False, None, 1)
    assert blind.points_of(own)["A1"] == Decimal("16.00")
    assert blind.others(first, submission) == ()
    assert not blind.everyone_signed(submission)


def test_without_a_reason_nothing_is_reopened(submission: Submission, first: PanelMember) -> None:
    with pytest.raises(AssessmentRefused, match="Scrivi perché"):
        reopen(first, submission, "  ")

    assert not Reopening.objects.exists()


def test_a_draft_is_not_reopened(submission: Submission, first: PanelMember) -> None:
    reopen(first, submission)

    with pytest.raises(StepRefused):
        reopen(first, submission)


def test_nothing_is_reopened_once_the_list_is_approved(
    submission: Submission, first: PanelMember
) -> None:
    ranked_list = ranked_lists.draw_up(call=submission.call, by=officer())
    ranked_lists.approve(ranked_list=ranked_list, by=manager())

    with pytest.raises(AssessmentRefused, match="versione 1, è approvata"):
        reopen(first, submission)
    version = SignedAssessment.objects.get(assessment__member=first)
    with pytest.raises(IntegrityError, match="the list is approved"), transaction.atomic():
        Reopening.objects.create(
            signed=version, reason="x", reopened_by=first.person, reopened_at=version.signed_at
        )


def test_a_draft_list_whose_points_were_reopened_is_not_approved(
    submission: Submission, first: PanelMember
) -> None:
    ranked_list = ranked_lists.draw_up(call=submission.call, by=officer())
    reopen(first, submission)  # the mean of the two that stand is the same

    with pytest.raises(ListNotReady, match="valutazione da firmare"):
        ranked_lists.approve(ranked_list=ranked_list, by=manager())


def test_the_database_reopens_only_after_a_reopening_and_changes_nothing_else(
    submission: Submission, first: PanelMember
) -> None:
    theirs = Assessment.objects.filter(member=first)
    version = SignedAssessment.objects.get(assessment__member=first)

    def refused(change: object) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()  # type: ignore[operator]

    refused(lambda: theirs.update(state="draft", signed_at=None))
    Reopening.objects.create(
        signed=version, reason="x", reopened_by=first.person, reopened_at=version.signed_at
    )
    refused(lambda: theirs.update(state="draft", signed_at=None, version=9))
    refused(lambda: theirs.update(state="draft", signed_at=None, signatures=0))
    refused(lambda: Score.objects.filter(assessment__member=first).update(reason="altro"))
    theirs.update(state="draft", signed_at=None)
    refused(lambda: theirs.update(state="signed", signed_at=version.signed_at))
    refused(lambda: theirs.update(state="signed", signed_at=version.signed_at, signatures=2))
    refused(lambda: theirs.update(signatures=2))
    refused(lambda: SignedAssessment.objects.filter(pk=version.pk).update(scores=[]))
    refused(lambda: Reopening.objects.all().delete())


def test_the_formal_check_stands_also_while_the_only_signature_is_open_again() -> None:
    submission = only(judged_call(GOOD))
    reopen(seats(submission.call)[0], submission)

    with pytest.raises(AdmissibilityRefused, match="Il nucleo ha già firmato"):
        admissibilities.decide(
            submission=submission,
            outcome=AdmissibilityOutcome.INADMISSIBLE,
            reasons="Ripensamento",
            by=officer(),
        )


def test_the_points_of_the_list_follow_the_last_signature() -> None:
    submission = only(judged_call(HIGH, HIGH, HIGH))
    call, member = submission.call, seats(submission.call)[0]
    before = ranked_lists.draw_up(call=call, by=officer()).rows.get().points
    reopen(member, submission)
    signed(member, submission, LOW)

    after = ranked_lists.draw_up(call=call, by=officer()).rows.get().points

    assert (before, after) == (Decimal("100.00"), Decimal("74.98"))


def test_only_the_author_is_written_to_and_the_letter_leaves_the_reason_to_the_page(
    submission: Submission, first: PanelMember
) -> None:
    reopen(first, submission)

    letter = Letter.objects.get(template="evaluation/assessment_reopened")
    assert letter.person == first.person
    assert letter.channel == Channel.EMAIL.value
    assert submission.protocol in letter.subject
    assert "Errore di calcolo" not in letter.body
    assert f"/nucleo/{submission.call.code}/valutazioni/{submission.protocol_path}/" in letter.body
    assert "16,00" not in letter.body
