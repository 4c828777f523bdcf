"""Assessments: bounds, drafts, signatures, and who sees whose points when."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from applicants.models import Submission
from evaluation.actions import assessments
from evaluation.models import Assessment, PanelMember, Score
from evaluation.policies.refusals import AssessmentRefused
from evaluation.queries import blind
from evaluation.queries.panels import next_to_sign, progress
from tests.factories.evaluation import (
    GOOD,
    appointed,
    call_under_evaluation,
    decided,
    declared,
    members_of,
    signed,
    submitted,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def members() -> list[PanelMember]:
    call = call_under_evaluation()
    decided(submitted(call))
    return [declared(member) for member in members_of(appointed(call))]


@pytest.fixture
def submission(members: list[PanelMember]) -> Submission:
    return members[0].panel.call.submissions.get()


def save(member: PanelMember, submission: Submission, points: str | None, reason: str = "") -> None:
    scores = {"A1": (None if points is None else Decimal(points), reason)}
    assessments.save(submission=submission, member=member, scores=scores, by=member.person)


def test_a_draft_is_partial_and_keeps_what_was_not_sent_again(
    members: list[PanelMember], submission: Submission
) -> None:
    save(members[0], submission, "12.50", "Perché sì")
    assessments.save(
        submission=submission,
        member=members[0],
        scores={"B1": (None, "Da rivedere")},
        by=members[0].person,
    )

    own = blind.own(members[0], submission)
    kept = {code: (score.points, score.reason) for code, score in blind.scores_of(own).items()}
    assert kept == {"A1": (Decimal("12.50"), "Perché sì"), "B1": (None, "Da rivedere")}
    assert own.version == 2


@pytest.mark.parametrize("points", ["-0.01", "20.01", "1e400", "NaN", "Infinity", "1.001"])
def test_points_stay_on_the_scale_of_the_rulebook(
    members: list[PanelMember], submission: Submission, points: str
) -> None:
    with pytest.raises(AssessmentRefused, match=r"A1 Esperienza"):
        save(members[0], submission, points)

    assert Assessment.objects.count() == 0


@pytest.mark.parametrize("points", ["0", "20", "20.00", "0.01"])
def test_the_ends_of_the_scale_are_on_it(
    members: list[PanelMember], submission: Submission, points: str
) -> None:
    save(members[0], submission, points)

    assert Score.objects.get().points == Decimal(points)


def test_a_criterion_of_another_call_is_refused(
    members: list[PanelMember], submission: Submission
) -> None:
    with pytest.raises(AssessmentRefused, match="non è un criterio"):
        assessments.save(
            submission=submission,
            member=members[0],
            scores={"Z9": (Decimal(1), "x")},
            by=members[0].person,
        )


def test_nobody_writes_or_signs_for_another(
    members: list[PanelMember], submission: Submission
) -> None:
    with pytest.raises(AssessmentRefused, match="solo per sé"):
        assessments.save(submission=submission, member=members[0], scores={}, by=members[1].person)
    written(members[0], submission)
    with pytest.raises(AssessmentRefused, match="solo per sé"):
        assessments.sign(submission=submission, member=members[0], by=members[1].person)


@pytest.mark.parametrize(
    ("points", "reason", "said"),
    [(None, "perché", "mancano i punti"), ("8.00", "", "scrivi perché hai dato 8,00 punti")],
    ids=["no points", "no reason"],
)
def test_a_signature_needs_points_and_a_reason_everywhere(
    members: list[PanelMember], submission: Submission, points: str | None, reason: str, said: str
) -> None:
    written(members[0], submission)
    save(members[0], submission, points, reason)

    with pytest.raises(AssessmentRefused, match=said):
        assessments.sign(submission=submission, member=members[0], by=members[0].person)


def test_nothing_written_is_nothing_signed(
    members: list[PanelMember], submission: Submission
) -> None:
    with pytest.raises(AssessmentRefused, match="mancano i punti"):
        assessments.sign(submission=submission, member=members[0], by=members[0].person)


def test_what_is_signed_never_changes(members: list[PanelMember], submission: Submission) -> None:
    signed(members[0], submission)
    assessment = Assessment.objects.get()

    with pytest.raises(AssessmentRefused, match="serve una riapertura"):
        written(members[0], submission)
    with pytest.raises(AssessmentRefused, match="serve una riapertura"):
        assessments.sign(submission=submission, member=members[0], by=members[0].person)
    for change in (
        lambda: Score.objects.filter(criterion="A1").update(points=Decimal("1.00")),
        lambda: Score.objects.filter(criterion="A1").delete(),
        lambda: Score.objects.create(assessment=assessment, criterion="Z", reason="x"),
        lambda: Assessment.objects.update(state="draft", signed_at=None),
        lambda: Assessment.objects.filter(pk=assessment.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_database_wants_points_and_reasons_for_a_signature(
    members: list[PanelMember], submission: Submission
) -> None:
    save(members[0], submission, "8.00", "")

    with pytest.raises(IntegrityError, match="points and a reason"), transaction.atomic():
        Assessment.objects.update(state="signed", signed_at=members[0].declaration.signed_at)


def test_points_of_others_show_only_after_ones_own_signature_and_only_signed(
    members: list[PanelMember], submission: Submission
) -> None:
    first, second, third = members
    signed(first, submission, {**GOOD, "A1": "11.00"})
    written(second, submission)
    written(third, submission, {**GOOD, "A1": "13.00"})

    assert blind.others(second, submission) == ()
    assert blind.others(first, submission) == ()
    assessments.sign(submission=submission, member=second, by=second.person)

    (seen,) = blind.others(second, submission)
    assert (seen.member, seen.scores["A1"].points) == (first, Decimal("11.00"))
    assert [each.member for each in blind.others(first, submission)] == [second]
    assert blind.others(third, submission) == ()


def test_a_member_of_another_panel_sees_nobodys_points(
    members: list[PanelMember], submission: Submission
) -> None:
    signed(members[0], submission)
    elsewhere = call_under_evaluation()
    own = decided(submitted(elsewhere))
    stranger = declared(members_of(appointed(elsewhere))[0])
    signed(stranger, own)

    assert blind.others(stranger, submission) == ()
    assert blind.own(stranger, submission) is None


def test_the_desk_counts_and_leads_on(members: list[PanelMember], submission: Submission) -> None:
    other = decided(submitted(submission.call))
    member = members[0]

    assert next_to_sign(member) == submission
    assert next_to_sign(member, after=submission) == other
    signed(member, submission)

    assert (progress(member).signed, progress(member).total) == (1, 2)
    assert next_to_sign(member, after=other) is None
    signed(member, other)
    assert progress(member).is_complete
    assert next_to_sign(member) is None
