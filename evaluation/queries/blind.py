"""The one way to read assessments: one's own, and those of others only when the rules let one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from applicants.models import Submission
from calls.engine.judging import OthersShown
from calls.models import Call
from evaluation.enums import AssessmentState
from evaluation.models import Assessment, PanelMember, Score, SignedAssessment
from evaluation.queries import assignments, panels


@dataclass(frozen=True, slots=True)
class Seen:
    """The signed assessment of another member, as one may see it."""

    member: PanelMember
    scores: Mapping[str, Score]


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed assessment with points and reason by criterion: for whoever may read all of them."""

    assessment: Assessment
    points: Mapping[str, Decimal]
    reasons: Mapping[str, str]


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


def points_of(assessment: Assessment | None) -> dict[str, Decimal]:
    """Criterion → points of an assessment that was read here, as far as they are given."""
    scores = scores_of(assessment)
    return {code: each.points for code, each in scores.items() if each.points is not None}


def own_history(member: PanelMember, submission: Submission) -> list[SignedAssessment]:
    """Every version the member signed, the first one first, each with its reopening if any."""
    return list(_history().filter(assessment__member=member, assessment__submission=submission))


def history(submission: Submission) -> list[SignedAssessment]:
    """Every version that anybody signed: for whoever may read all of them."""
    return list(_history().filter(assessment__submission=submission))


def _history() -> QuerySet[SignedAssessment]:
    return SignedAssessment.objects.select_related(
        "assessment__member__person", "reopening__reopened_by"
    ).order_by("assessment__member__role", "assessment__member_id", "number")


def everyone_signed(submission: Submission) -> bool:
    """Whether everybody who judges the submission has signed, nobody's being open again."""
    members = assignments.judges_of(submission)
    signed = set(
        Assessment.objects.filter(
            submission=submission, state=AssessmentState.SIGNED.value
        ).values_list("member_id", flat=True)
    )
    return bool(signed) and {member.pk for member in members} <= signed


def may_see_others(member: PanelMember, submission: Submission) -> bool:
    """Whether the rules let the member read what the others signed of the submission, now.

    Never before signing one's own, whatever the rules, nor of what the member may not read.
    """
    shown = submission.rules.judging.others_shown
    if shown is OthersShown.NEVER:
        return False
    own_signed = Assessment.objects.filter(
        member=member, submission=submission, state=AssessmentState.SIGNED.value
    )
    if not own_signed.exists() or not panels.readable(member).filter(pk=submission.pk).exists():
        return False
    return shown is OthersShown.AFTER_OWN or everyone_signed(submission)


def others(member: PanelMember, submission: Submission) -> tuple[Seen, ...]:
    """What the others signed; nothing unless the member may see it now."""
    if not may_see_others(member, submission):
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


def signed(submissions: Iterable[Submission]) -> dict[int, list[Signed]]:
    """Submission → what is signed of it, the chair's first: for whoever may read all of them."""
    rows = (
        _with_scores()
        .filter(submission__in=list(submissions), state=AssessmentState.SIGNED.value)
        .order_by("submission_id", "member__role", "member_id")
    )
    found: dict[int, list[Signed]] = {}
    for row in rows:
        scores = row.scores.all()
        points = {each.criterion: each.points for each in scores if each.points is not None}
        reasons_ = {each.criterion: each.reason for each in scores}
        found.setdefault(row.submission_id, []).append(Signed(row, points, reasons_))
    return found


def someone_signed(call: Call) -> bool:
    """Whether the panel has begun to sign, also what was reopened since: formal checks then stand."""
    return Assessment.objects.filter(submission__call=call, signatures__gt=0).exists()


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
