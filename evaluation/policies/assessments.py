"""Whether an assessment can be written, and within which bounds."""

from decimal import Decimal

from django.utils.translation import gettext as _

from applicants.models import Submission
from calls.engine.rulebook import Criterion
from evaluation.models import Assessment, PanelMember
from evaluation.policies.refusals import AssessmentRefused, check_under_evaluation
from evaluation.queries import panels
from wecare.accounts.models import Person
from wecare.core.errors import DomainError
from wecare.core.money import CENT, ZERO, format_plain


def check_by_member(member: PanelMember, by: Person) -> None:
    """Everyone declares, writes and signs for themselves.

    :raises AssessmentRefused: otherwise.
    """
    if member.person_id != by.pk:
        raise AssessmentRefused(_("Ciascuno dichiara, valuta e firma solo per sé."))


def check_can_assess(submission: Submission, member: PanelMember) -> None:
    """The submission exists for the member, and the evaluation is open.

    :raises AssessmentRefused: otherwise; a conflict is not told from an absence.
    """
    check_under_evaluation(submission.call, AssessmentRefused)
    if not panels.has_declared(member):
        raise AssessmentRefused(_("Prima di valutare firma la dichiarazione sui conflitti."))
    if not panels.readable(member).filter(pk=submission.pk).exists():
        raise AssessmentRefused(_("Questa domanda non è tra quelle che puoi valutare."))


def check_is_draft(assessment: Assessment | None) -> None:
    """The assessment was not signed.

    :raises AssessmentRefused: if it was.
    """
    if assessment is not None and assessment.is_signed:
        raise AssessmentRefused(
            _("Hai firmato la valutazione. Per cambiarla serve una riapertura con motivo.")
        )


def check_points(criterion: Criterion, points: Decimal | None) -> Decimal | None:
    """The points fit the criterion's scale and are one of its levels; gives them with two decimals.

    :raises AssessmentRefused: if they are no number, below zero, above the maximum, too fine, or none
        of the criterion's levels.
    """
    within = check_points_within(criterion, points, AssessmentRefused)
    if (
        within is not None
        and criterion.levels
        and within not in {level.points for level in criterion.levels}
    ):
        raise AssessmentRefused(
            _("%(code)s %(title)s: i livelli valgono %(levels)s punti. Hai scritto %(points)s.")
            % {
                "code": criterion.code,
                "title": criterion.title,
                "levels": "; ".join(format_plain(level.points) for level in criterion.levels),
                "points": str(points)[:20].replace(".", ","),
            }
        )
    return within


def check_points_within(
    criterion: Criterion, points: Decimal | None, refusal: type[DomainError]
) -> Decimal | None:
    """The points are on the criterion's scale, perhaps between two levels; gives them with two decimals.

    :raises DomainError: of the kind asked for, otherwise.
    """
    if points is None:
        return None
    if not points.is_finite() or not ZERO <= points <= criterion.maximum:
        raise refusal(
            _("%(code)s %(title)s: i punti vanno da 0 a %(maximum)s. Hai scritto %(points)s.")
            % {
                "code": criterion.code,
                "title": criterion.title,
                "maximum": f"{criterion.maximum:.2f}".replace(".", ","),
                "points": str(points)[:20].replace(".", ","),
            }
        )
    if points != points.quantize(CENT):
        raise refusal(
            _("%(code)s %(title)s: i punti hanno al massimo due decimali.")
            % {"code": criterion.code, "title": criterion.title}
        )
    return points.quantize(CENT)
