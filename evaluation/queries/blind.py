"""The one way to read assessments: one's own, and those of others only after signing one's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from applicants.models import Submission
from calls.models import Call
from evaluation.enums import AdmissibilityOutcome, AssessmentState
from evaluation.models import Assessment, PanelMember, Score
from evaluation.queries import panels


@dataclass(frozen=True, slots=True)
class Seen:
    """The signed assessment of another member, as one may see it."""

    member: PanelMember
    scores: Mapping[str, Score]


@dataclass(frozen=True, slots=True)
class SignedPoints:
    """Signed points of a submission: member's key → criterion → points."""

    submission_id: int
    members: Mapping[int, Mapping[str, Decimal]]


def _with_scores() -> QuerySet[Assessment]:
    scores = Score.objects.order_by("criterion")
    return Assessment.objects.select_related("member__person").prefetch_related(
        Prefetch("scores", scores)
    )


def own(member: PanelMember, submission: Submission) -> Assessment | None:
    """The member's own assessment with its scores, if begun."""
    return _with_scores().filter(member=member, submission=submission).first()


def scores_of(assessment: Assessment | None) -> dict[str, Score]:
    """Criterion → score of an assessment that was read here."""
    return (
        {} if assessment is None else {score.criterion: score for score in assessment.scores.all()}
    )


def others(member: PanelMember, submission: Submission) -> tuple[Seen, ...]:
    """What the others signed; nothing unless the member may read the submission and signed too."""
    signed = Assessment.objects.filter(
        member=member, submission=submission, state=AssessmentState.SIGNED.value
    )
    if not signed.exists() or not panels.readable(member).filter(pk=submission.pk).exists():
        return ()
    found = (
        _with_scores()
        .filter(
            submission=submission,
            member__panel=member.panel_id,
            state=AssessmentState.SIGNED.value,
        )
        .exclude(member=member)
        .order_by("member__role", "member__id")
    )
    return tuple(Seen(each.member, scores_of(each)) for each in found)


def someone_signed(call: Call) -> bool:
    """Whether the panel has begun to sign: from then on formal checks stand."""
    return Assessment.objects.filter(
        submission__call=call, state=AssessmentState.SIGNED.value
    ).exists()


def signed_points(call: Call) -> dict[int, SignedPoints]:
    """Submission → signed points of every member: for the ranking, never for a page."""
    rows = (
        Score.objects.filter(
            assessment__submission__call=call,
            assessment__submission__admissibility__outcome=AdmissibilityOutcome.ADMISSIBLE.value,
            assessment__state=AssessmentState.SIGNED.value,
        )
        .order_by("assessment__submission_id", "assessment__member_id", "criterion")
        .values_list("assessment__submission_id", "assessment__member_id", "criterion", "points")
    )
    found: dict[int, dict[int, dict[str, Decimal]]] = {}
    for submission, member, criterion, points in rows:
        assert points is not None  # noqa: S101 -- a signature has points, says the database
        found.setdefault(submission, {}).setdefault(member, {})[criterion] = points
    return {key: SignedPoints(key, members) for key, members in found.items()}


def reasons(submission: Submission) -> dict[str, list[str]]:
    """Criterion → the written reasons of those who signed, without names and in no order of people.

    For the outcome of the applicant, once the list is published.
    """
    rows = (
        Score.objects.filter(
            assessment__submission=submission, assessment__state=AssessmentState.SIGNED.value
        )
        .order_by("criterion", "reason", "id")
        .values_list("criterion", "reason")
    )
    found: dict[str, list[str]] = {}
    for criterion, reason in rows:
        found.setdefault(criterion, []).append(reason)
    return found
