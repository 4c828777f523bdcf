"""Assessments: saved as often as needed, value by value or whole, and signed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Submission
from calls.engine.rulebook import Criterion, Rulebook
from evaluation.actions.locks import lock_call, lock_member
from evaluation.engine.lifecycle import ASSESSMENT
from evaluation.enums import AssessmentState
from evaluation.models import Assessment, PanelMember, Score, SignedAssessment
from evaluation.policies.assessments import (
    check_by_member,
    check_can_assess,
    check_is_draft,
    check_points,
)
from evaluation.policies.refusals import AssessmentRefused, written_reason
from evaluation.queries import blind
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.digests import digest

Typed = tuple[Decimal | None, str]
POINTS, REASON = "points", "reason"
Place = tuple[str, str]  # criterion, and which of the two is written


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a value: its version, and what stands there if another window wrote it."""

    place: Place
    version: int
    value: Decimal | str | None
    conflict: bool = False


@transaction.atomic
def save(
    *, submission: Submission, member: PanelMember, scores: Mapping[str, Typed], by: Person
) -> Assessment:
    """Save some or all of the scores: criterion → (points or None, reason). The others stay.

    :raises AssessmentRefused: if the submission is not the member's to judge, the assessment is
        signed, or points are out of the rulebook's bounds.
    """
    member, assessment = _opened(submission, member, by)
    criteria = {criterion.code: criterion for criterion in submission.rules.judged}
    rows = blind.scores_of(assessment)
    values = [
        ((code, name), checked)
        for code, typed in scores.items()
        for name, checked in zip((POINTS, REASON), _checked(criteria, code, typed), strict=True)
    ]
    assessment = assessment or _begun(submission, member)
    _touch(assessment)
    for (code, name), value in values:
        row = rows.setdefault(code, Score(assessment=assessment, criterion=code))
        if getattr(row, name) != value:
            _put(row, name, value, pen="")
    _store(rows[code] for code in scores)
    return assessment


@transaction.atomic
def write(
    *,
    submission: Submission,
    member: PanelMember,
    values: Mapping[Place, tuple[Decimal | str | None, int]],
    by: Person,
    pen: str = "",
) -> list[Kept]:
    """Save single values, each with the version it was written over; 0 where none was stored.

    What another window wrote meanwhile is not overwritten: it comes back as a conflict. `pen` names
    the page that writes: what it wrote itself, and whose answer was lost, is no conflict.

    :raises AssessmentRefused: as `save`.
    """
    member, assessment = _opened(submission, member, by)
    criteria = {criterion.code: criterion for criterion in submission.rules.judged}
    rows = blind.scores_of(assessment)
    checked = {
        place: _checked_one(criteria, place, value) for place, (value, _base) in values.items()
    }
    assessment = assessment or _begun(submission, member)
    kept, changed = [], {}
    for (code, name), (_typed, base) in values.items():
        value = checked[code, name]
        row = rows.setdefault(code, Score(assessment=assessment, criterion=code))
        stands, version = getattr(row, name), getattr(row, f"{name}_version")
        wrote_last = pen != "" and getattr(row, f"{name}_pen") == pen
        if stands == value:
            kept.append(Kept((code, name), version, value))
        elif base != version and not wrote_last:
            kept.append(Kept((code, name), version, stands, conflict=True))
        else:
            _put(row, name, value, pen=pen)
            changed[code] = row
            kept.append(Kept((code, name), version + 1, value))
    if changed:
        _touch(assessment)
        _store(changed.values())
    return kept


@transaction.atomic
def sign(*, submission: Submission, member: PanelMember, by: Person) -> Assessment:
    """Sign the assessment: every criterion that is judged has points and a written reason.

    What is signed is kept as it was, also if it is reopened and signed again.

    :raises AssessmentRefused: naming the first criterion that lacks something, or why it is late.
    """
    check_by_member(member, by)
    lock_call(submission.call)
    member = lock_member(member)
    check_can_assess(submission, member)
    assessment = blind.own(member, submission)
    check_is_draft(assessment)
    scores = blind.scores_of(assessment)
    _check_whole(submission.rules, scores)
    assert assessment is not None  # noqa: S101 -- a rulebook has criteria, so scores exist
    assessment.state = ASSESSMENT.follow("sign", AssessmentState(assessment.state)).value
    assessment.signed_at = clock.now()
    assessment.signatures += 1
    SignedAssessment.objects.create(
        assessment=assessment,
        number=assessment.signatures,
        signed_at=assessment.signed_at,
        scores=[
            {"criterion": code, "points": f"{each.points:.2f}", "reason": each.reason}
            for code, each in sorted(scores.items())
        ],
    )
    assessment.save(update_fields=["state", "signed_at", "signatures"])
    events.record(
        "assessment.signed",
        subject=assessment,
        actor=by,
        protocol=submission.protocol,
        signature=assessment.signatures,
        scores=digest({code: [each.points, each.reason] for code, each in scores.items()}),
    )
    return assessment


def _opened(
    submission: Submission, member: PanelMember, by: Person
) -> tuple[PanelMember, Assessment | None]:
    """The member, held until the end, and their draft, if begun."""
    check_by_member(member, by)
    member = lock_member(member)
    check_can_assess(submission, member)
    assessment = blind.own(member, submission)
    check_is_draft(assessment)
    return member, assessment


def _begun(submission: Submission, member: PanelMember) -> Assessment:
    return Assessment(submission=submission, member=member, version=0)


def _touch(assessment: Assessment) -> None:
    assessment.version += 1
    assessment.saved_at = clock.now()
    assessment.save()


def _put(row: Score, name: str, value: Decimal | str | None, *, pen: str) -> None:
    setattr(row, name, value)
    setattr(row, f"{name}_version", getattr(row, f"{name}_version") + 1)
    setattr(row, f"{name}_pen", pen)


def _store(rows: Iterable[Score]) -> None:
    for row in rows:
        row.save()


def _checked_one(
    criteria: Mapping[str, Criterion], place: Place, value: Decimal | str | None
) -> Decimal | str | None:
    code, name = place
    if name == POINTS:
        assert not isinstance(value, str)  # noqa: S101 -- points are numbers, for the type checker
        return _checked(criteria, code, (value, ""))[0]
    return _checked(criteria, code, (None, str(value)))[1]


def _checked(criteria: Mapping[str, Criterion], code: str, typed: Typed) -> Typed:
    if code not in criteria:
        raise AssessmentRefused(
            _("«%(code)s» non è un criterio di questo bando.") % {"code": code[:40]}
        )
    points, reason = typed
    kept = written_reason(reason, lacking="", refusal=AssessmentRefused)
    return check_points(criteria[code], points), kept


def _check_whole(rules: Rulebook, scores: Mapping[str, Score]) -> None:
    for criterion in rules.judged:
        score = scores.get(criterion.code)
        if score is None or score.points is None:
            raise AssessmentRefused(
                _("%(code)s %(title)s: mancano i punti.")
                % {"code": criterion.code, "title": criterion.title}
            )
        if not score.reason:
            raise AssessmentRefused(
                _("%(code)s %(title)s: scrivi perché hai dato %(points)s punti.")
                % {
                    "code": criterion.code,
                    "title": criterion.title,
                    "points": f"{score.points:.2f}".replace(".", ","),
                }
            )
