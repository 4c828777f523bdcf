"""Assessments: saved as often as needed, signed once."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Submission
from calls.engine.rulebook import Rulebook
from evaluation.actions.locks import lock_call, lock_member
from evaluation.engine.lifecycle import ASSESSMENT
from evaluation.enums import AssessmentState
from evaluation.models import Assessment, PanelMember, Score
from evaluation.policies.assessments import (
    check_by_member,
    check_can_assess,
    check_is_draft,
    check_points,
)
from evaluation.policies.refusals import AssessmentChanged, AssessmentRefused, written_reason
from evaluation.queries import blind
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.digests import digest

Typed = tuple[Decimal | None, str]


@transaction.atomic
def save(
    *,
    submission: Submission,
    member: PanelMember,
    scores: Mapping[str, Typed],
    by: Person,
    base_version: int | None = None,
) -> Assessment:
    """Save some or all of the scores: criterion → (points or None, reason). The others stay.

    `base_version` is the version the page was opened with (0: none yet); None does not look.

    :raises AssessmentRefused: if the submission is not the member's to judge, the assessment is
        signed, or points are out of the rulebook's bounds.
    :raises AssessmentChanged: if it was saved elsewhere meanwhile.
    """
    check_by_member(member, by)
    member = lock_member(member)
    check_can_assess(submission, member)
    assessment = blind.own(member, submission)
    check_is_draft(assessment)
    _check_version(assessment, base_version)
    typed = _checked(submission.rules, scores)
    at = clock.now()
    if assessment is None:
        assessment = Assessment(submission=submission, member=member, version=0)
    assessment.version += 1
    assessment.saved_at = at
    assessment.save()
    for criterion, (points, reason) in typed.items():
        Score.objects.update_or_create(
            assessment=assessment,
            criterion=criterion,
            defaults={"points": points, "reason": reason},
        )
    return assessment


@transaction.atomic
def sign(*, submission: Submission, member: PanelMember, by: Person) -> Assessment:
    """Sign the assessment: every criterion that is judged has points and a written reason.

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
    assessment.save(update_fields=["state", "signed_at"])
    events.record(
        "assessment.signed",
        subject=assessment,
        actor=by,
        protocol=submission.protocol,
        scores=digest({code: [each.points, each.reason] for code, each in scores.items()}),
    )
    return assessment


def _check_version(assessment: Assessment | None, base_version: int | None) -> None:
    stored = 0 if assessment is None else assessment.version
    if base_version is not None and base_version != stored:
        raise AssessmentChanged(
            _(
                "Hai salvato questa valutazione anche da un'altra finestra. Quello che hai scritto "
                "è ancora qui sotto: confrontalo e salva di nuovo."
            )
        )


def _checked(rules: Rulebook, scores: Mapping[str, Typed]) -> dict[str, Typed]:
    criteria = {criterion.code: criterion for criterion in rules.judged}
    checked: dict[str, Typed] = {}
    for code, (points, reason) in scores.items():
        if code not in criteria:
            raise AssessmentRefused(
                _("«%(code)s» non è un criterio di questo bando.") % {"code": code[:40]}
            )
        kept = written_reason(reason, lacking="", refusal=AssessmentRefused)
        checked[code] = (check_points(criteria[code], points), kept)
    return checked


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
